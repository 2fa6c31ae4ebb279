/*
 * Rules made of other rules: with requirements left out or turned into wishes, and
 * of several sets together.
 */
#ifndef PAIRING_RULES_EDIT_H
#define PAIRING_RULES_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"
#include "pairing/rules.h"

enum rules_change { RULES_KEEP, RULES_WISH, RULES_DROP };

/* What requirement i becomes where it is asked for no more: RULES_WISH with the
 * preference's sentence appended to *wish ("even if missing" is no preference's),
 * or RULES_DROP where that preference is there already, whatever it weighs. */
enum rules_change rules_edit_easing(
    const struct rules *rules, size_t requirement, struct text *wish);

/* The same rules, but for each requirement what `changes` says, of which there is
 * one for each. Wishes come behind the preferences that are there, in their order. */
struct rules *rules_edit_change(
    const struct rules *rules, const enum rules_change *changes) MUST_CHECK;
/* All sentences of another set behind its own; they name attributes of it, too. */
void rules_edit_add(struct rules *to, const struct rules *from);

#endif
