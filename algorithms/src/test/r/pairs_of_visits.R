# Goldens of questions about pairs of visits: merge, then lm, glm and aov on the derived columns.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])
source(file.path(dirname(script), "common.R"))

follow_up <- read.csv(file.path(resources, "follow_up.csv"), na.strings = "",
                      stringsAsFactors = FALSE)
for (v in c("dataset", "sex", "diagnosis")) follow_up[[v]] <- as_levels(follow_up[[v]])

# One row per patient: v.1 and v.2 are values of the two visits.
pairs <- function(visit1, visit2) {
  merge(follow_up[follow_up$visitid == visit1, ], follow_up[follow_up$visitid == visit2, ],
        by = c("subjectid", "dataset"), suffixes = c(".1", ".2"))
}
effect_names <- function(names) {
  sapply(strsplit(names, ":"), function(parts) paste(term_names(parts), collapse = ":"))
}
coefficients_of <- function(fit, ...) {
  table <- summary(fit)$coefficients
  list(..., n = unbox(nobs(fit)), terms = effect_names(rownames(table)),
       estimates = texts(table[, 1]), errors = texts(table[, 2]))
}

p <- pairs("BL", "FL1")
change <- data.frame(mmse_diff = p$mmse.2 - p$mmse.1, volume_diff = p$volume.2 - p$volume.1,
                     sex = p$sex.1, age = p$age.1, diagnosis = p$diagnosis.2)
linear <- lm(mmse_diff ~ volume_diff + sex + diagnosis, data = change)
both <- lm(mmse_diff ~ diagnosis * volume_diff + I(volume_diff^2), data = change)
q <- pairs("FL1", "FL2")
converted <- data.frame(diagnosis = q$diagnosis.2, mmse = q$mmse.1, volume_diff = q$volume.2 - q$volume.1)
logistic <- glm(I(diagnosis == "AD") ~ mmse + volume_diff, binomial, converted,
                control = list(epsilon = 1e-14))
groups <- na.omit(change[c("volume_diff", "diagnosis")])
table <- summary(aov(volume_diff ~ diagnosis, groups))[[1]]
write_golden("pairs_of_visits", list(
  coefficients_of(linear), coefficients_of(both), coefficients_of(logistic),
  list(n = unbox(nrow(groups)),
       table = texts(c(table$Df, table$`Sum Sq`, table$`F value`[1], table$`Pr(>F)`[1])))))
