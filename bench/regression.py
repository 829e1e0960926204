"""Times of scikit-learn on pooled rows.

Arguments: file of little-endian doubles, column after column (x1..x10, y, event, more), rows, runs.
Prints a line per model: its name, seconds of each fit.
"""

import sys
import time

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression


def timed(name, runs, fit):
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        fit()
        seconds.append(time.perf_counter() - begin)
    print(name, *(f"{s:.4f}" for s in seconds), flush=True)


def main():
    file, rows, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    columns = np.fromfile(file, dtype="<f8", count=12 * rows).reshape(12, rows)
    x = np.ascontiguousarray(columns[:10].T)
    y, event = columns[10].copy(), columns[11].astype(int)
    del columns
    timed("linear", runs, lambda: LinearRegression().fit(x, y))
    for name, solver in (("newton", "newton-cholesky"), ("lbfgs", "lbfgs")):
        model = LogisticRegression(penalty=None, solver=solver, max_iter=1000)
        timed(name, runs, lambda model=model: model.fit(x, event))


if __name__ == "__main__":
    main()
