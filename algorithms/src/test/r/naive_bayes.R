# Goldens of naive Bayes: e1071::naiveBayes gives priors, means and standard deviations (n − 1) and
# smoothed frequencies; scores with variances as scikit-learn's GaussianNB has them.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
source(file.path(dirname(script), "parts.R"))
suppressPackageStartupMessages(library(e1071))

# Levels of the data model, in use or not.
all_levels <- list(dataset = c("east", "north", "south"), gender = c("F", "M"),
                   diagnosis = c("AD", "CN", "FTD", "MCI", "PSP"), grade = c("1", "10", "2", "3"),
                   single = c("only", "other"))
for (v in intersect(nominal, names(cohort))) cohort[[v]] <- factor(as.character(cohort[[v]]), levels = all_levels[[v]])

mle <- function(v) mean((v - mean(v))^2)

model <- function(y, x, train) {
  factors <- x[x %in% nominal]
  numbers <- x[!(x %in% nominal)]
  target <- droplevels(train[[y]])
  add <- if (length(numbers)) 1e-9 * max(sapply(train[numbers], mle)) else 0
  fit <- naiveBayes(train[x], target, laplace = 1)
  classes <- levels(target)
  means <- sapply(numbers, function(v) tapply(train[[v]], target, mean))
  variances <- sapply(numbers, function(v) tapply(train[[v]], target, mle) + add)
  for (v in numbers) stopifnot(isTRUE(all.equal(unname(fit$tables[[v]][, 1]), unname(means[, v]))))
  score <- function(test) {
    s <- matrix(rep(log(as.numeric(table(target)) / nrow(train)), each = nrow(test)), nrow(test))
    for (v in numbers) for (k in seq_along(classes))
      s[, k] <- s[, k] + dnorm(test[[v]], means[k, v], sqrt(variances[k, v]), log = TRUE)
    for (v in factors) s <- s + t(log(fit$tables[[v]]))[as.integer(test[[v]]), , drop = FALSE]
    s
  }
  list(classes = classes, rows = as.integer(table(target)), means = means, variances = variances,
       counts = lapply(setNames(factors, factors), function(v) table(target, train[[v]])),
       score = score)
}

score_bin <- function(eta, per_unit = 128) {
  distance <- pmin(floor(per_unit * log1p(pmin(abs(eta), 1e6))), 8 * per_unit - 1)
  ifelse(eta >= 0, distance, -1 - distance)
}

fit_case <- function(y, x, split = NULL, alone = FALSE) {
  data <- cbind(cohort, row = seq_len(nrow(cohort)) - 1)
  rows <- data[complete.cases(data[c(y, x)]), ]
  m <- model(y, x, rows)
  predicted <- m$classes[max.col(m$score(rows), ties.method = "first")]
  out <- list(y = unbox(y), x = x, classes = m$classes, rows = m$rows,
              means = lapply(as.list(as.data.frame(m$means)), texts),
              variances = lapply(as.list(as.data.frame(m$variances)), texts),
              counts = lapply(m$counts, function(t) apply(t, 1, as.integer, simplify = FALSE) |> unname()),
              predictions = as.integer(table(factor(predicted, m$classes))))
  if (!is.null(split)) {
    parts <- parts_of(rows, split)
    one <- function(part) {
      test <- rows[parts == part, ]
      m <- model(y, x, rows[parts != part, ])
      s <- m$score(test)
      hit <- m$classes[max.col(s, ties.method = "first")] == as.character(test[[y]])
      auc <- sapply(seq_along(m$classes), function(k) {
        top <- apply(s[, -k, drop = FALSE], 1, max)
        eta <- s[, k] - top - log(rowSums(exp(s[, -k, drop = FALSE] - top)))
        is <- test[[y]] == m$classes[k]
        if (!any(is) || all(is)) return(NA)
        as.numeric(pROC::auc(pROC::roc(as.integer(is), score_bin(eta), levels = 0:1, direction = "<", quiet = TRUE)))
      })
      list(accuracy = mean(hit), test = nrow(test), auc = setNames(auc, m$classes))
    }
    r <- lapply(part_names(split), one)
    out <- c(out, list(split = split, names = part_names(split),
      accuracy = texts(sapply(r, `[[`, "accuracy")), test = sapply(r, `[[`, "test"),
      auc = lapply(r, function(v) texts(v$auc[m$classes]))))
  }
  out
}

write_golden("naive_bayes", list(
  fit_case("diagnosis", c("age", "volume"), kfold(5)),
  fit_case("diagnosis", c("gender", "grade"), kfold(4)),
  fit_case("gender", c("volume", "diagnosis", "load", "grade"), kfold(3)),
  fit_case("grade", c("score", "age", "gender"), by_dataset()),
  fit_case("diagnosis", c("volume", "dataset"), holdout(0.4)),
  fit_case("gender", c("constant", "age"))))
