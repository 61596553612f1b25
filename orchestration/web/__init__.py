"""The only package that asks the network: addresses that may be asked, and that politely."""
