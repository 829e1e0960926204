# Goldens of principal components: prcomp of the standardised columns, transformed where asked.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

components <- function(y, logs = character(0), exps = character(0)) {
  rows <- na.omit(cohort[y])
  for (v in logs) rows[[v]] <- log(rows[[v]])
  for (v in exps) rows[[v]] <- exp(rows[[v]])
  fit <- prcomp(rows, scale. = TRUE)
  # The sign rule of Koinon: the weight of largest magnitude is positive.
  signs <- apply(fit$rotation, 2, function(v) sign(v[which.max(abs(v))]))
  rotation <- sweep(fit$rotation, 2, signs, "*")
  list(y = y, log = logs, exp = exps, n = unbox(nrow(rows)),
       means = texts(fit$center), sds = texts(fit$scale),
       eigenvalues = texts(fit$sdev^2),
       vectors = lapply(seq_along(y), function(k) texts(rotation[, k])))
}

write_golden("pca", list(
  components(c("age", "volume", "score", "load")),
  components(c("volume", "score")),
  components(c("far", "faroutcome", "age")),
  components("age"),
  components(c("age", "volume", "score", "load"), logs = c("load", "age")),
  components(c("volume", "score", "load"), logs = "load", exps = "volume"),
  components(c("volume", "load", "age"), logs = "load", exps = "load")))
