# Golden values of the distributions: Rscript src/test/r/distributions.R, from the module's folder.
# Numbers are strings of 17 digits, because JSON writers round.
library(jsonlite)

digits <- function(x) sprintf("%.17g", x)
tails <- function(law, a, b, x, lower, upper) {
  data.frame(law = law, a = digits(a), b = digits(b), x = digits(x),
             cumulative = digits(lower), survival = digits(upper))
}
quantiles <- function(law, a, b, p, lower, upper) {
  data.frame(law = law, a = digits(a), b = digits(b), p = digits(p),
             quantile = digits(lower), upper = digits(upper))
}
# R's own quantiles of t and F are good to 5 digits at the worst (f(1, 1) at 1e-6, where the true one
# is tan(pi p / 2)^2), its tails to 12 and more: Newton's method on the tails makes them the oracle.
refined <- function(x, p, tail, density, upper) {
  # The nearer tail has the digits.
  above <- xor(p > 0.5, upper)
  target <- ifelse(p > 0.5, 1 - p, p)
  for (i in 1:6) {
    survival <- tail(x, lower.tail = FALSE)
    step <- ifelse(above, target - survival, tail(x, lower.tail = TRUE) - target) / density(x)
    x <- ifelse(abs(x) > 1e-14 & is.finite(step), x - step, x)
  }
  x
}

p <- c(1e-6, 1e-4, 0.001, 0.005, 0.025, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.975, 0.995, 0.9999)
z <- c(-37, -8, -1.96, -0.3, 0, 0.5, 1.96, 5, 10, 37)
cdf <- list(tails("normal", 0, 0, z, pnorm(z), pnorm(z, lower.tail = FALSE)))
inverse <- list(quantiles("normal", 0, 0, p, qnorm(p), qnorm(p, lower.tail = FALSE)))
for (df in c(0.5, 1, 2, 3.7, 10, 30, 100, 1e4, 1e5)) {
  x <- c(-30, -2, -0.1, 0, 0.3, 1, 2.5, 8, 37, 1e5)
  cdf <- c(cdf, list(tails("t", df, 0, x, pt(x, df), pt(x, df, lower.tail = FALSE))))
  tail <- function(x, lower.tail) pt(x, df, lower.tail = lower.tail)
  density <- function(x) dt(x, df)
  lower <- refined(qt(p, df), p, tail, density, FALSE)
  upper <- refined(qt(p, df, lower.tail = FALSE), p, tail, density, TRUE)
  inverse <- c(inverse, list(quantiles("t", df, 0, p, lower, upper)))
}
for (df in c(0.5, 1, 2, 5, 10, 100, 1000)) {
  x <- c(0.001, 0.1, 1, 3.84, 20, 120, 1300)
  cdf <- c(cdf, list(tails("chisq", df, 0, x, pchisq(x, df), pchisq(x, df, lower.tail = FALSE))))
  inverse <- c(inverse,
               list(quantiles("chisq", df, 0, p, qchisq(p, df), qchisq(p, df, lower.tail = FALSE))))
}
p <- p[p > 1e-6] # where R's start for F may be 0
for (a in c(1, 2, 5, 20)) for (b in c(1, 3, 10, 1000, 1e5)) {
  x <- c(0.001, 0.3, 1, 4, 30, 1000)
  cdf <- c(cdf, list(tails("f", a, b, x, pf(x, a, b), pf(x, a, b, lower.tail = FALSE))))
  tail <- function(x, lower.tail) pf(x, a, b, lower.tail = lower.tail)
  density <- function(x) df(x, a, b)
  lower <- refined(qf(p, a, b), p, tail, density, FALSE)
  upper <- refined(qf(p, a, b, lower.tail = FALSE), p, tail, density, TRUE)
  inverse <- c(inverse, list(quantiles("f", a, b, p, lower, upper)))
}

golden <- list(script = "distributions.R", version = R.version.string,
               tails = do.call(rbind, cdf), quantiles = do.call(rbind, inverse))
write(toJSON(golden, auto_unbox = TRUE, pretty = FALSE), "src/test/resources/golden/distributions.json")
