"""
Proofs for all sizes: terms, rules, certificates and a replayer that shares no code with them.

A theorem is derived by the rules and written down as a certificate. The replayer reads the
certificate and decides alone whether it is proved.
"""
