import { type Check, countedCheck } from '../kernel/check.ts'
import { bookingWords as words } from './booking.words.ts'

export const bookingChecks: readonly Check[] = [
  // Nothing overlaps in one lane: every time begins no earlier than all before it in its lane have ended.
  countedCheck(
    'no_overlaps',
    words.noOverlaps,
    `select id, coalesce(lower(occupied) < max(upper(occupied)) over (partition by instrument_id, lane
      order by lower(occupied), upper(occupied), id rows between unbounded preceding and 1 preceding), false) as is_wrong from occupancy`,
  ),
  // A booking that stands holds a time of its own instrument that begins with it; one that does not holds none.
  countedCheck(
    'bookings_hold_time',
    words.bookingsHoldTime,
    `select b.id, case when b.state in ('cancelled', 'rejected') then b.occupancy_id is not null
      else o.id is null or o.instrument_id <> b.instrument_id or lower(o.occupied) <> b.starts_at or o.kind <> 'booking'
        or (b.state <> 'finished' and upper(o.occupied) < b.ends_at) end as is_wrong
    from booking b left join occupancy o on o.id = b.occupancy_id`,
  ),
  // Time that is taken for a booking belongs to one.
  countedCheck(
    'times_have_bookings',
    words.timesHaveBookings,
    `select o.id, b.id is null as is_wrong
    from occupancy o left join booking b on b.occupancy_id = o.id where o.kind = 'booking'`,
  ),
  // Time that is kept for somebody's turn belongs to one, begins with what they wait for and is of its instrument.
  countedCheck(
    'turns_hold_time',
    words.turnsHoldTime,
    `select coalesce(w.id, o.id) as id, case when w.id is null then true when w.state = 'turn'
        then o.id is null or o.instrument_id <> w.instrument_id or lower(o.occupied) <> w.starts_at else o.id is not null end as is_wrong
    from waiting w full join (select * from occupancy where kind = 'turn') o on o.id = w.occupancy_id`,
  ),
  // A booking to come with a price has that much set aside; one that came to nothing has not.
  countedCheck(
    'bookings_hold_money',
    words.bookingsHoldMoney,
    `select b.id, case
      when b.state in ('pending', 'confirmed', 'in_use') and b.expected_fen > 0 then h.id is null or h.amount <> b.expected_fen or h.state not in ('pending', 'expired')
      when b.state in ('cancelled', 'rejected', 'no_show') then h.state = 'pending'
      else false end as is_wrong
    from booking b left join report_hold h on h.id = b.hold_id`,
  ),
]
