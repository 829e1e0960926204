#!/usr/bin/python3
"""Goldens of the linear support vector machine: scikit-learn's SVC(kernel="linear") on the cohort."""
import csv, json, os, sys
import numpy, sklearn
from sklearn.svm import SVC

here = os.path.dirname(os.path.abspath(__file__))
resources = os.path.join(here, "..", "resources")
out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(resources, "golden")
cohort = list(csv.DictReader(open(os.path.join(resources, "cohort.csv"))))


def objective(fit, x, sign, c):
    """The primal objective at libsvm's weights and the best intercept for them, which lies at a kink."""
    f = x @ fit.coef_[0]
    kinks = numpy.unique(sign - f)
    hinge = min(numpy.maximum(0, 1 - sign * (f + b)).sum() for b in kinks)
    return 0.5 * float(fit.coef_[0] @ fit.coef_[0]) + c * float(hinge)


def separate(y, x, c, positive=None, shift=0.0):
    rows = [r for r in cohort if all(r[v] != "" for v in [y] + x)]
    cells = numpy.array([[float(r[v]) for v in x] for r in rows])
    levels = sorted({r[y] for r in rows})
    up = positive or levels[1]
    sign = numpy.array([1 if r[y] == up else -1 for r in rows])
    # An intercept absorbs the shift: libsvm loses digits far from 0, the optimum does not move.
    fit = SVC(kernel="linear", C=c, tol=1e-10, cache_size=500).fit(cells - shift, sign)
    return {"y": y, "x": x, "c": c, "positive": up, "n": len(rows),
            "objective": repr(objective(fit, cells - shift, sign, c)),
            "weights": [repr(float(w)) for w in fit.coef_[0]],
            "intercept": repr(float(fit.intercept_[0] - shift * fit.coef_[0].sum()))}


cases = [
    separate("gender", ["volume", "score"], 1.0),
    separate("gender", ["volume", "age", "load"], 0.1),
    separate("gender", ["age"], 0.9),
    separate("gender", ["far"], 0.5, shift=1e8),
] + [separate("diagnosis", ["age", "volume"], 0.5, level) for level in ["AD", "CN", "MCI", "PSP"]]
json.dump({"script": "svm_scikit.py", "scikit-learn": sklearn.__version__, "numpy": numpy.__version__,
           "cases": cases}, open(os.path.join(out, "svm_scikit.json"), "w"), indent=2)
