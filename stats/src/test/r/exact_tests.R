# Golden values of the studentised range, noncentral t and noncentral hypergeometric distributions:
# Rscript src/test/r/exact_tests.R, from the module's folder. R's own ptukey is wrong by up to 1 %
# (4 means, 3 df, q = 20) and loses its tail below 1e-14, and fisher.test stops its search at 1e-4,
# so the oracle is R's adaptive quadrature of the definitions, and its search to the end.
library(jsonlite)
digits <- function(x) sprintf("%.17g", x)

range_tail <- function(w, k) sapply(w, function(w) k * integrate(
  # Both powers from the smaller side, so that their difference keeps its digits.
  function(z) dnorm(z) * pnorm(z)^(k - 1) *
    -expm1((k - 1) * log1p(-pnorm(z - w) / pnorm(z))),
  w / 2 - 9, w / 2 + 9, rel.tol = 1e-12, subdivisions = 2000)$value)
tukey_tail <- function(k, df, q) {
  density <- function(s) {
    range_tail(q * s, k) *
      exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + (df - 1) * log(s) - df * s^2 / 2)
  }
  ends <- c(0, sqrt(df / (df + q^2 / 2)) * c(.25, .5, .75, 1, 1.5, 2, 3, 5, 8, 13, 20))
  sum(sapply(2:length(ends), function(i) {
    integrate(density, ends[i - 1], ends[i], rel.tol = 1e-11, subdivisions = 2000)$value
  }))
}
ranges <- rbind(c(2, 5, 1), c(3, 10, 3.5), c(4, 3, 20), c(3, 1, 2), c(5, 2, 40), c(10, 100, 5),
                c(50, 20, 4.5), c(19, 700, 3), c(3, 1e5, 4), c(3, 20, 300), c(6, 60, 0.4))
ranges <- data.frame(k = ranges[, 1], df = ranges[, 2], q = ranges[, 3])
ranges$survival <- mapply(tukey_tail, ranges$k, ranges$df, ranges$q)
ranges$ptukey <- ptukey(ranges$q, ranges$k, ranges$df, lower.tail = FALSE)

shifted <- rbind(c(10, 2, 1), c(5, 0.3, 2), c(50, -3, 1), c(100, 12, 11), c(3, 4, 2), c(2, 40, 30),
                 c(1, 2, -1), c(20, 0, 1.5), c(35, 9, 8), c(1000, 20, 19), c(8, -0.7, -0.7))
shifted <- data.frame(df = shifted[, 1], t = shifted[, 2], delta = shifted[, 3])
shifted$cumulative <- pt(shifted$t, shifted$df, shifted$delta)
shifted$survival <- pt(shifted$t, shifted$df, shifted$delta, lower.tail = FALSE)

fisher <- function(a, b, c, d) {
  m <- a + b; n <- c + d; k <- a + c
  x <- max(0, k - n):min(k, m)
  base <- dhyper(x, m, n, k, log = TRUE)
  law <- function(omega) { p <- base + log(omega) * x; p <- exp(p - max(p)); p / sum(p) }
  search <- function(f) exp(uniroot(function(l) f(law(exp(l))), c(-40, 40), tol = 1e-15)$root)
  inside <- a > min(x) && a < max(x)
  data.frame(a = a, b = b, c = c, d = d,
    p = sum(exp(base[base <= base[x == a] + 1e-7])),
    estimate = if (inside) search(function(p) sum(x * p) - a) else if (a == min(x)) 0 else Inf,
    lower = if (a > min(x)) search(function(p) sum(p[x >= a]) - 0.025) else 0,
    upper = if (a < max(x)) search(function(p) sum(p[x <= a]) - 0.025) else Inf,
    r = fisher.test(matrix(c(a, c, b, d), 2))$p.value)
}
tables <- rbind(fisher(3, 1, 1, 3), fisher(10, 2, 3, 15), fisher(0, 7, 5, 9), fisher(7, 0, 2, 8),
                fisher(120, 80, 95, 140), fisher(1, 40, 2, 3000), fisher(300, 20, 10, 400))

texts <- function(frame) as.data.frame(lapply(frame, digits))
golden <- list(script = "exact_tests.R", version = R.version.string, ranges = texts(ranges),
               shifted = texts(shifted), tables = texts(tables))
write(toJSON(golden, auto_unbox = TRUE, pretty = FALSE), "src/test/resources/golden/exact_tests.json")
