"""The only package that asks the network: addresses that may be asked, politely, and the feeds that list them."""
