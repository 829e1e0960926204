# Goldens of validated linear regression: lm on the rows outside each part, its errors on the part.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
source(file.path(dirname(script), "parts.R"))

fit_case <- function(y, x, split) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  data <- cbind(cohort, row = seq_len(nrow(cohort)) - 1)
  rows <- data[complete.cases(data[c(y, x)]), ]
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  parts <- parts_of(rows, split)
  one <- function(part) {
    train <- rows[parts != part, ]
    test <- rows[parts == part, ]
    fit <- suppressWarnings(lm(reformulate(c("1", ordered), y), train))
    residual <- test[[y]] - suppressWarnings(predict(fit, test))
    rss <- sum(residual^2)
    tss <- sum((test[[y]] - mean(test[[y]]))^2)
    df <- nrow(test) - fit$rank
    c(train = nrow(train), test = nrow(test), rmse = sqrt(rss / nrow(test)), r2 = 1 - rss / tss,
      mae = mean(abs(residual)), f = (tss - rss) / (fit$rank - 1) / (rss / df))
  }
  results <- sapply(part_names(split), one)
  list(y = unbox(y), x = x, split = split,
       names = colnames(results), train = results["train", ], test = results["test", ],
       rmse = texts(results["rmse", ]), r2 = texts(results["r2", ]), mae = texts(results["mae", ]),
       f = texts(results["f", ]),
       means = texts(rowMeans(results[3:6, , drop = FALSE])),
       sds = texts(apply(results[3:6, , drop = FALSE], 1, sd)))
}

write_golden("linear_regression_cv", list(
  fit_case("score", c("age", "volume"), kfold(5)),
  fit_case("score", c("volume", "gender", "age", "grade", "diagnosis"), kfold(10)),
  fit_case("volume", c("age", "months", "gender"), kfold(3)),
  fit_case("score", c("age", "gender"), holdout(0.3)),
  fit_case("score", c("age", "volume", "gender"), by_dataset()),
  fit_case("load", c("age", "gender"), by_dataset("south")),
  fit_case("faroutcome", c("age", "load"), kfold(4))))
