/*
 * Rounds in a row, each the history of the next.
 */
#ifndef DRAW_ROUNDS_H
#define DRAW_ROUNDS_H

#include "base/attr.h"
#include "clients/draw/setting.h"

/*
 * Draws the rounds and writes groups, report and certificate; returns how the
 * program ends. The seed of a round is made of the given seed and the round's
 * number, so that five rounds in a row are the same as three and then, with
 * those as history, two more.
 */
int rounds_draw(struct setting *s, const struct arguments *a) MUST_CHECK;

#endif
