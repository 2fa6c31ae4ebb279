/*
 * Operators are told what became of a round once it is published: a kind of
 * work/due.h.
 */
#ifndef WORK_DUE_FIGURES_H
#define WORK_DUE_FIGURES_H

#include "work/due.h"

extern const struct due_kind due_figures;

#endif
