"""Makes numpy's argsort stable in the reference server.

Its vector store ranks with np.argsort, whose order of equal scores depends on the length of the array and on the vector
instructions of the processor. With a stable sort the row inserted later comes first, always, which is our rule as well.
"""
import numpy

unstable = numpy.argsort


def argsort(a, axis=-1, kind=None, order=None, **other):
    return unstable(a, axis, kind or "stable", order, **other)


numpy.argsort = argsort
