#!/usr/bin/python3
"""Goldens of the linear support vector machine: scikit-learn's SVC(kernel="linear") on the cohort."""
import csv, json, os, sys
import numpy, sklearn
from scipy.optimize import minimize
from sklearn.svm import SVC

here = os.path.dirname(os.path.abspath(__file__))
resources = os.path.join(here, "..", "resources")
out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(resources, "golden")
cohort = list(csv.DictReader(open(os.path.join(resources, "cohort.csv"))))


def objective(w, x, sign, c):
    """The primal objective at weights w and the best intercept for them, which lies at a kink."""
    f = x @ w
    kinks = numpy.unique(sign - f)
    hinge = min(numpy.maximum(0, 1 - sign * (f + b)).sum() for b in kinks)
    return 0.5 * float(w @ w) + c * float(hinge)


def polished(w, x, sign, c):
    """libsvm stops some 1e-6 above the optimum: a direct search in units of the columns' spread goes on."""
    spread = x.std(axis=0)
    best = w * spread
    for _ in range(6):
        step = [best] + [best + 0.01 * (numpy.abs(best[j]) + 1e-3) * e for j, e in enumerate(numpy.eye(len(w)))]
        best = minimize(lambda v: objective(v / spread, x, sign, c), best, method="Nelder-Mead",
                        options={"xatol": 1e-12, "fatol": 1e-12, "maxiter": 4000, "initial_simplex": step}).x
    return min(objective(best / spread, x, sign, c), objective(w, x, sign, c))


def separate(y, x, c, positive=None, shift=0.0):
    rows = [r for r in cohort if all(r[v] != "" for v in [y] + x)]
    cells = numpy.array([[float(r[v]) for v in x] for r in rows])
    levels = sorted({r[y] for r in rows})
    up = positive or levels[1]
    sign = numpy.array([1 if r[y] == up else -1 for r in rows])
    # An intercept absorbs the shift: libsvm loses digits far from 0, the optimum does not move.
    fit = SVC(kernel="linear", C=c, tol=1e-10, cache_size=500).fit(cells - shift, sign)
    return {"y": y, "x": x, "c": c, "positive": up, "n": len(rows),
            "libsvm": repr(objective(fit.coef_[0], cells - shift, sign, c)),
            "objective": repr(polished(fit.coef_[0], cells - shift, sign, c)),
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
