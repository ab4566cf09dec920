-- A booking is handed over to a colleague: the change is told like any other.
alter table booking_change drop constraint booking_change_action_check;
alter table booking_change add constraint booking_change_action_check
  check (action in ('book', 'change', 'approve', 'reject', 'cancel', 'start', 'finish', 'mark_no_show', 'lapse', 'hand_over'));
