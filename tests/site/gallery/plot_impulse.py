"""
An impulse
==========

A convolution prints its kernel.

>>> from flipconv import convolve
>>> convolve([0, 1, 0], [1, 2, 3], mode="same").tolist()
[1, 2, 3]
"""

from flipconv import convolve

y = convolve([0, 1, 0], [1, 2, 3], mode="same")
assert y.tolist() == [1, 2, 3]

# %%
# In full there is a sample more on either side.
#
# >>> convolve([0, 1, 0], [1, 2, 3]).tolist()
# [0, 1, 2, 3, 0]

print("drawn")
