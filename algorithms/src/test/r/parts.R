# How the tests put rows into parts: by the number of the row in the cohort, in place of a keyed
# hash of the patient.
kfold <- function(k) list(split = unbox("kfold"), n_splits = unbox(k))
holdout <- function(fraction) list(split = unbox("holdout"), test_fraction = unbox(fraction))
by_dataset <- function(test = "") list(split = unbox("dataset"), test_dataset = unbox(test))

part_names <- function(split) switch(split$split,
  kfold = paste0("fold_", seq_len(split$n_splits)),
  holdout = "holdout",
  dataset = if (split$test_dataset == "") levels(cohort$dataset) else split$test_dataset)

parts_of <- function(rows, split) switch(split$split,
  kfold = paste0("fold_", rows$row %% split$n_splits + 1),
  holdout = ifelse(rows$row %% 1000 < round(1000 * split$test_fraction), "holdout", "rest"),
  dataset = as.character(rows$dataset))
