# Goldens of validated logistic regression: glm on the rows outside each part, its predictions on
# the part; the curve from scores on Koinon's grid, the interval as pROC's DeLong.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))
source(file.path(dirname(script), "parts.R"))

score_bin <- function(eta, per_unit = 128) {
  distance <- pmin(floor(per_unit * log1p(pmin(abs(eta), 1e6))), 8 * per_unit - 1)
  ifelse(eta >= 0, distance, -1 - distance)
}

fit_case <- function(y, positive, x, split) {
  ordered <- c(x[x %in% nominal], x[!(x %in% nominal)])
  data <- cbind(cohort, row = seq_len(nrow(cohort)) - 1)
  rows <- data[complete.cases(data[c(y, x)]), ]
  rows[] <- lapply(rows, function(v) if (is.factor(v)) droplevels(v) else v)
  rows$event <- as.integer(rows[[y]] == positive)
  parts <- parts_of(rows, split)
  one <- function(part) {
    train <- rows[parts != part, ]
    test <- rows[parts == part, ]
    # glm's tolerance for aliasing shrinks with epsilon, so aliased terms are found at the default.
    rough <- coef(glm(reformulate(c("1", ordered), "event"), binomial, train))
    terms <- setdiff(ordered, names(rough)[is.na(rough)])
    fit <- glm(reformulate(c("1", terms), "event"), binomial, train,
               control = glm.control(epsilon = 1e-14, maxit = 100))
    eta <- predict(fit, test)
    hit <- eta >= 0
    tp <- sum(hit & test$event); fp <- sum(hit & !test$event)
    fn <- sum(!hit & test$event); tn <- sum(!hit & !test$event)
    curve <- pROC::roc(test$event, score_bin(eta), levels = 0:1, direction = "<", quiet = TRUE)
    ci <- as.numeric(pROC::ci.auc(curve, method = "delong"))
    c(train = nrow(train), test = nrow(test), tp = tp, fp = fp, tn = tn, fn = fn,
      accuracy = (tp + tn) / nrow(test), precision = tp / (tp + fp), recall = tp / (tp + fn),
      f = 2 * tp / (2 * tp + fp + fn), auc = as.numeric(curve$auc),
      se = sqrt(pROC::var(curve, method = "delong")), lower = max(0, ci[1]), upper = min(1, ci[3]))
  }
  r <- sapply(part_names(split), one)
  list(y = unbox(y), positive = unbox(positive), x = x, split = split, names = colnames(r),
       train = r["train", ], test = r["test", ],
       tp = r["tp", ], fp = r["fp", ], tn = r["tn", ], fn = r["fn", ],
       accuracy = texts(r["accuracy", ]), precision = texts(r["precision", ]),
       recall = texts(r["recall", ]), f = texts(r["f", ]), auc = texts(r["auc", ]),
       se = texts(r["se", ]), lower = texts(r["lower", ]), upper = texts(r["upper", ]))
}

write_golden("logistic_regression_cv", list(
  fit_case("diagnosis", "AD", c("age", "volume"), kfold(5)),
  fit_case("diagnosis", "CN", c("volume", "gender", "score", "grade"), kfold(10)),
  fit_case("gender", "M", c("volume", "dataset"), kfold(2)),
  fit_case("diagnosis", "AD", c("age", "volume", "gender"), holdout(0.25)),
  fit_case("diagnosis", "AD", c("age", "volume", "gender"), by_dataset()),
  fit_case("gender", "F", c("age", "months", "volume"), by_dataset("north"))))
