/*
 * Why: the facts of the engine as short text, or as sentences.
 */
#ifndef DRAW_WHY_H
#define DRAW_WHY_H

#include <stdbool.h>
#include <stddef.h>
#include "base/text.h"
#include "config/config.h"

/* Facts as draw_reason and draw_sit_out_reason give them, a line each, become
 * lines for a reader: "excluded share languages 312", or with sentences "312
 * others share no language with them." */
void why_write(const char *facts, const struct config *config,
    bool is_explained, struct text *out);

#endif
