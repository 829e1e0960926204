"""Times of scikit-learn, SciPy and, where it is installed, statsmodels on pooled rows.

Arguments: file of little-endian doubles, column after column (x1..x10, y, event, time, status, sex,
stage, arm), rows, runs. Prints a line per method: its name, seconds of each run; no further run
follows one of over a minute.
"""

import sys
import time
import warnings

import numpy as np
from scipy import stats
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import StandardScaler

COLUMNS = 17
# Loops over times in Python: hours for millions of rows.
MOST_ROWS_OF_PHREG = 1_000_000


def timed(name, runs, work):
    seconds = []
    while len(seconds) < runs and all(s < 60 for s in seconds):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    print(name, *(f"{s:.4f}" for s in seconds), flush=True)


def describe(x):
    quartiles = np.percentile(x, [0, 25, 50, 75, 100], axis=0)
    return np.isnan(x).sum(axis=0), x.mean(axis=0), x.std(axis=0, ddof=1), quartiles


def cluster(x):
    # The default tolerance would stop earlier: all are to do 20 iterations.
    KMeans(4, init=x[:4], n_init=1, max_iter=20, tol=0, algorithm="lloyd").fit(x)


def cross_validate(x, event):
    model = LogisticRegression(penalty=None, solver="newton-cholesky", max_iter=1000)
    cross_val_score(model, x, event, cv=10)


def statsmodels(columns, rows, runs):
    try:
        import pandas
        from statsmodels.duration.hazard_regression import PHReg
        from statsmodels.formula.api import ols
        from statsmodels.stats.anova import anova_lm
    except ImportError:
        return
    y, sex, stage = columns[10], columns[14].astype(int), columns[15].astype(int)
    data = pandas.DataFrame({"y": y, "sex": sex, "stage": stage})
    timed("anova", runs, lambda: anova_lm(ols("y ~ C(sex) * C(stage)", data).fit()))
    if rows <= MOST_ROWS_OF_PHREG:
        x, times, status = columns[:10].T, columns[12], columns[13]
        timed("cox", 1, lambda: PHReg(times, x, status=status, ties="efron").fit())


def main():
    file, rows, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    warnings.simplefilter("ignore")
    columns = np.fromfile(file, dtype="<f8", count=COLUMNS * rows).reshape(COLUMNS, rows)
    x = np.ascontiguousarray(columns[:10].T)
    event, sex = columns[11].astype(int), columns[14]
    timed("descriptive", runs, lambda: describe(x))
    timed("ttest", runs, lambda: stats.ttest_ind(x[sex == 0], x[sex == 1], equal_var=False))
    timed("pca", runs, lambda: PCA().fit(StandardScaler().fit_transform(x)))
    timed("kmeans", runs, lambda: cluster(x))
    timed("logistic_cv", runs, lambda: cross_validate(x, event))
    statsmodels(columns, rows, runs)


if __name__ == "__main__":
    main()
