/*
 * What the commands of `serendipctl` share.
 */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include "clients/link/command.h"

extern const struct program ctl_program;

/* Its commands by subject, in the order of --help. */
extern const struct command commands_daemon[];
extern const struct command commands_members[];
extern const struct command commands_rounds[];
extern const struct command commands_figures[];
extern const struct command commands_letters[];
extern const struct command commands_upkeep[];

#define CTL_COMMAND(name) \
	enum link_status name(struct context *c, int argc, char **argv)
CTL_COMMAND(cmd_status);
CTL_COMMAND(cmd_top);
CTL_COMMAND(cmd_config_check);
CTL_COMMAND(cmd_config_print);
CTL_COMMAND(cmd_config_diff);
CTL_COMMAND(cmd_config_explain);
CTL_COMMAND(cmd_config_schema);
CTL_COMMAND(cmd_reload);
CTL_COMMAND(cmd_letters_template);
CTL_COMMAND(cmd_members_import);
CTL_COMMAND(cmd_members_invite);
CTL_COMMAND(cmd_members_search);
CTL_COMMAND(cmd_members_show);
CTL_COMMAND(cmd_members_suspend);
CTL_COMMAND(cmd_members_reinstate);
CTL_COMMAND(cmd_members_rest);
CTL_COMMAND(cmd_members_erase);
CTL_COMMAND(cmd_members_merge);
CTL_COMMAND(cmd_members_role);
CTL_COMMAND(cmd_members_operators);
CTL_COMMAND(cmd_invitations_new);
CTL_COMMAND(cmd_invitations_list);
CTL_COMMAND(cmd_invitations_end);
CTL_COMMAND(cmd_rounds_run);
CTL_COMMAND(cmd_rounds_list);
CTL_COMMAND(cmd_rounds_show);
CTL_COMMAND(cmd_rounds_approve);
CTL_COMMAND(cmd_rounds_redraw);
CTL_COMMAND(cmd_rounds_cancel);
CTL_COMMAND(cmd_rounds_report);
CTL_COMMAND(cmd_rounds_preview);
CTL_COMMAND(cmd_rounds_replay);
CTL_COMMAND(cmd_explain);
CTL_COMMAND(cmd_pairs_pin);
CTL_COMMAND(cmd_pairs_forbid);
CTL_COMMAND(cmd_pairs_list);
CTL_COMMAND(cmd_pairs_remove);
CTL_COMMAND(cmd_suggestions_list);
CTL_COMMAND(cmd_suggestions_accept);
CTL_COMMAND(cmd_suggestions_dismiss);
CTL_COMMAND(cmd_report);
CTL_COMMAND(cmd_community);
CTL_COMMAND(cmd_export);
CTL_COMMAND(cmd_simulate);
CTL_COMMAND(cmd_experiment_list);
CTL_COMMAND(cmd_experiment_show);
CTL_COMMAND(cmd_experiment_stop);
CTL_COMMAND(cmd_experiment_plan);
CTL_COMMAND(cmd_letters);
CTL_COMMAND(cmd_webhooks_list);
CTL_COMMAND(cmd_webhooks_test);
CTL_COMMAND(cmd_webhooks_enable);
CTL_COMMAND(cmd_reports_list);
CTL_COMMAND(cmd_reports_show);
CTL_COMMAND(cmd_reports_decide);
CTL_COMMAND(cmd_audit_list);
CTL_COMMAND(cmd_audit_verify);
CTL_COMMAND(cmd_backup);
CTL_COMMAND(cmd_backup_key);
CTL_COMMAND(cmd_restore);
CTL_COMMAND(cmd_keys_status);
CTL_COMMAND(cmd_keys_rotate);
CTL_COMMAND(cmd_keys_retire);

/* A round for people; and waits until it is over, or waits for a yes. *round
 * becomes what it is then. */
void rounds_print(struct json_object *round);
enum link_status rounds_wait(struct context *c, struct json_object **round)
    __attribute__((warn_unused_result));
/* A member's name, with the id in the operator's own file where that differs. */
void rounds_print_person(struct json_object *member);
/* Groups with their reasons, then who sat out, of a page or a preview. */
void rounds_print_groups(struct json_object *page);

/* A draw's report, and what became of its pins. */
void hand_print_report(struct json_object *report);
void hand_print_pins(struct json_object *pins);

/* One line of progress on a terminal, rewritten; nothing in a pipe. share is
 * 0..1. progress_end clears it. */
void progress_show(const char *what, double share);
void progress_end(void);

#endif
