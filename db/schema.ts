import type { AllocationTable, ExclusionTable, RestrictedReaderTable } from '~/access/allocation.table'
import type { EdgeTable, ReachTable } from '~/access/edge.table'
import type { BackupRunTable } from '~/backups/run.table'
import type { AttendanceTable, AttendanceVersionTable } from '~/caseload/attendance.table'
import type { FactTable, FactVersionTable } from '~/caseload/fact.table'
import type {
  PersonAddressTable,
  PersonNameTable,
  PersonNumberTable,
  PersonTable,
  PersonTieTable,
  PersonVersionTable,
  PersonWayTable,
} from '~/caseload/person.table'
import type { SchoolSessionTable, SchoolTable } from '~/caseload/school.table'
import type { DraftTable } from '~/drafts/draft.table'
import type { HandoverTable } from '~/handover/handover.table'
import type { ImportChangeTable, ImportPartTable, ImportRowTable, ImportTable } from '~/intake/list.table'
import type { MailChoiceTable, MessageCauseTable, MessageTable } from '~/messages/message.table'
import type { CardTable, OfferTable } from '~/narratives/card.table'
import type {
  CalendarDayTable,
  CalendarDayVersionTable,
  OrganisationTable,
  TeamMemberTable,
  TeamTable,
  WorkerTable,
} from '~/organisations/organisation.table'
import type { UnusualLookTable, UnusualReadTable, UnusualReadVersionTable } from '~/oversight/unusual.table'
import type {
  ProgrammePlaceTable,
  ProgrammeStaffTable,
  ProgrammeTable,
  ProgrammeVersionTable,
} from '~/programmes/programme.table'
import type { ReferralEventTable, ReferralMoveTable, ReferralTable } from '~/referrals/referral.table'
import type {
  ConcernTable,
  SessionCardTable,
  SessionTable,
  SessionVersionTable,
} from '~/sessions/session.table'
import type { SharingGrantTable } from '~/sharing/sharing-grant.table'
import type { SupervisionNoteTable } from '~/supervision/note.table'
import type { TalkWishTable } from '~/supervision/talk.table'
import type {
  RederivingTable,
  RuleSettingTable,
  RuleTrialPromptTable,
  RuleTrialTable,
} from '~/transitions/setting.table'
import type {
  BulkActTable,
  CardShownTable,
  DecisionTable,
  RuleFailureTable,
  TransitionMoveTable,
  TransitionTable,
} from '~/transitions/transition.table'
import type {
  UptakeCountTable,
  UptakeMemberTable,
  UptakeSaltTable,
  UptakeSnapshotTable,
} from '~/uptake/uptake.table'
import type { SavedViewTable, ViewPinTable } from '~/views/view.table'
import type { LawCheckTable } from '~/workshop/law.table'

/** Every table that a query may name. */
export type Schema = {
  'app.organisation': OrganisationTable
  'app.team': TeamTable
  'app.worker': WorkerTable
  'app.team_member': TeamMemberTable
  'app.calendar_day': CalendarDayTable
  'app.school': SchoolTable
  'app.school_session': SchoolSessionTable
  'app.person': PersonTable
  'app.person_name': PersonNameTable
  'app.person_way': PersonWayTable
  'app.person_tie': PersonTieTable
  'app.person_address': PersonAddressTable
  'app.person_number': PersonNumberTable
  'app.person_version': PersonVersionTable
  'app.fact': FactTable
  'app.fact_version': FactVersionTable
  'app.attendance': AttendanceTable
  'app.attendance_version': AttendanceVersionTable
  'app.allocation': AllocationTable
  'app.exclusion': ExclusionTable
  'app.handover': HandoverTable
  'app.restricted_reader': RestrictedReaderTable
  'app.programme': ProgrammeTable
  'app.programme_place': ProgrammePlaceTable
  'app.programme_staff': ProgrammeStaffTable
  'app.programme_version': ProgrammeVersionTable
  'app.sharing_grant': SharingGrantTable
  'app.transition': TransitionTable
  'app.transition_move': TransitionMoveTable
  'app.decision': DecisionTable
  'app.bulk_act': BulkActTable
  'app.saved_view': SavedViewTable
  'app.view_pin': ViewPinTable
  'app.rule_failure': RuleFailureTable
  'app.card_shown': CardShownTable
  'app.rule_setting': RuleSettingTable
  'app.rule_trial': RuleTrialTable
  'app.rule_trial_prompt': RuleTrialPromptTable
  'app.rederiving': RederivingTable
  'app.law_check': LawCheckTable
  'app.calendar_day_version': CalendarDayVersionTable
  'app.card': CardTable
  'app.offer': OfferTable
  'app.session': SessionTable
  'app.session_card': SessionCardTable
  'app.session_version': SessionVersionTable
  'app.concern': ConcernTable
  'app.draft': DraftTable
  'app.referral': ReferralTable
  'app.referral_move': ReferralMoveTable
  'app.referral_event': ReferralEventTable
  'app.uptake_snapshot': UptakeSnapshotTable
  'app.uptake_count': UptakeCountTable
  'app.uptake_member': UptakeMemberTable
  'app.uptake_salt': UptakeSaltTable
  'app.unusual_read': UnusualReadTable
  'app.unusual_read_version': UnusualReadVersionTable
  'app.unusual_look': UnusualLookTable
  'app.mail_choice': MailChoiceTable
  'app.message': MessageTable
  'app.message_cause': MessageCauseTable
  'app.supervision_note': SupervisionNoteTable
  'app.talk_wish': TalkWishTable
  'app.backup_run': BackupRunTable
  'app.import': ImportTable
  'app.import_part': ImportPartTable
  'app.import_row': ImportRowTable
  'app.import_change': ImportChangeTable
  'sec.edge': EdgeTable
  'sec.reach': ReachTable
}
