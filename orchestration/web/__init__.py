"""The only package that asks the network: addresses that may be asked, asked politely."""
