import { defineNotice } from '../identity/notice.contract.ts'
import { bookingNoticeWords as words } from './notice.words.ts'

const booking = { category: 'booking' } as const
const stands = { ...booking, appointment: 'publish' } as const
const ends = { ...booking, appointment: 'cancel' } as const
const samples = { category: 'samples' } as const

/** What the two sides of a booking are told of it. */
export const bookingWaits = defineNotice('booking_waits', { title: words.bookingWaitsTitle, text: words.bookingWaitsText }, booking)
export const bookingApproved = defineNotice(
  'booking_approved',
  { title: words.bookingApprovedTitle, text: words.bookingApprovedText },
  stands,
)
export const bookingRejected = defineNotice(
  'booking_rejected',
  { title: words.bookingRejectedTitle, text: words.bookingRejectedText },
  ends,
)
export const bookingChanged = defineNotice('booking_changed', { title: words.bookingChangedTitle, text: words.bookingChangedText }, booking)
export const bookingCancelled = defineNotice(
  'booking_cancelled',
  { title: words.bookingCancelledTitle, text: words.bookingCancelledText },
  ends,
)
export const bookingHandedOver = defineNotice(
  'booking_handed_over',
  { title: words.bookingHandedOverTitle, text: words.bookingHandedOverText },
  stands,
)
export const bookingNoShow = defineNotice('booking_no_show', { title: words.bookingNoShowTitle, text: words.bookingNoShowText }, booking)
export const bookingLapsed = defineNotice('booking_lapsed', { title: words.bookingLapsedTitle, text: words.bookingLapsedText }, ends)

/** What whoever waits for a time is told: that it is their turn, and that it is over. */
export const turnCame = defineNotice('turn_came', { title: words.turnCameTitle, text: words.turnCameText }, booking)
export const turnPassed = defineNotice('turn_passed', { title: words.turnPassedTitle, text: words.turnPassedText }, booking)

/** What the two sides of a test request are told of it. */
export const requestWaits = defineNotice('request_waits', { title: words.requestWaitsTitle, text: words.requestWaitsText }, samples)
export const requestAccepted = defineNotice(
  'request_accepted',
  { title: words.requestAcceptedTitle, text: words.requestAcceptedText },
  samples,
)
export const requestDeclined = defineNotice(
  'request_declined',
  { title: words.requestDeclinedTitle, text: words.requestDeclinedText },
  samples,
)
export const requestWithdrawn = defineNotice(
  'request_withdrawn',
  { title: words.requestWithdrawnTitle, text: words.requestWithdrawnText },
  samples,
)

/** What becomes of an inquiry that reached several owners. */
export const offerTaken = defineNotice('offer_taken', { title: words.offerTakenTitle, text: words.offerTakenText }, samples)
export const offerNotTaken = defineNotice('offer_not_taken', { title: words.offerNotTakenTitle, text: words.offerNotTakenText }, samples)
export const inquiryEnded = defineNotice('inquiry_ended', { title: words.inquiryEndedTitle, text: words.inquiryEndedText }, samples)

/** The other side of an order took a step. */
export const orderMoved = defineNotice('order_moved', { title: words.orderMovedTitle, text: words.orderMovedText }, samples)

/** What becomes of a qualification that somebody asked for or holds. */
export const qualificationAsked = defineNotice(
  'qualification_asked',
  { title: words.qualificationAskedTitle, text: words.qualificationAskedText },
  booking,
)
export const qualificationDecided = defineNotice(
  'qualification_decided',
  { title: words.qualificationDecidedTitle, text: words.qualificationDecidedText },
  booking,
)

/** What becomes of a fault: its keepers hear that somebody reported it, and whoever did what was decided. */
export const faultReported = defineNotice('fault_reported', { title: words.faultReportedTitle, text: words.faultReportedText }, booking)
export const faultDecided = defineNotice('fault_decided', { title: words.faultDecidedTitle, text: words.faultDecidedText }, booking)

/** What becomes of a training that somebody is enrolled in. */
export const trainingSeatGiven = defineNotice(
  'training_seat_given',
  { title: words.trainingSeatGivenTitle, text: words.trainingSeatGivenText },
  booking,
)
export const trainingCancelled = defineNotice(
  'training_cancelled',
  { title: words.trainingCancelledTitle, text: words.trainingCancelledText },
  booking,
)

/** A level that somebody holds soon ends or rests. */
export const qualificationEnds = defineNotice(
  'qualification_ends',
  { title: words.qualificationEndsTitle, text: words.qualificationEndsText },
  booking,
)

export const bookingNotices = [
  qualificationEnds,
  faultReported,
  faultDecided,
  trainingSeatGiven,
  trainingCancelled,
  qualificationAsked,
  qualificationDecided,
  bookingWaits,
  bookingApproved,
  bookingRejected,
  bookingChanged,
  bookingCancelled,
  bookingHandedOver,
  bookingNoShow,
  bookingLapsed,
  turnCame,
  turnPassed,
  requestWaits,
  requestAccepted,
  requestDeclined,
  requestWithdrawn,
  orderMoved,
  offerTaken,
  offerNotTaken,
  inquiryEnded,
]
