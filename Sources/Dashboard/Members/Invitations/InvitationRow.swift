internal import Catalog

/// An invitation in the list.
struct InvitationRow: Hashable, Sendable {
    let invited: String
    let offered: String
    let offeredNote: String?
    let invitedAt: Moment
    let invitedBy: String
    let state: String
    let stateStyle: String
    let stateNote: String
    /// When its time is over, or was.
    let end: Moment?
    let resendURL: String
    let revokeURL: String

    init(_ invitation: Invitation, brandNames: [Int: String], slug: String, words: DateWords) {
        invited = invitation.user.email
        offered = invitation.terms.role.word
        offeredNote = invitation.terms.brandSentence(brandNames)
        invitedAt = words.day(invitation.createdAt)
        invitedBy = invitation.invitedBy
        switch invitation.state(at: words.now) {
        case .open:
            (state, stateStyle, stateNote) = ("Open", "good", "ends ")
            end = words.ahead(invitation.expiresAt)
        case .expired:
            (state, stateStyle, stateNote) = ("Expired", "plain", "")
            end = words.day(invitation.expiresAt)
        case .orphaned:
            (state, stateStyle, stateNote) = ("Refused", "warn", "who invited is no admin now; make a new link")
            end = nil
        }
        resendURL = SitePath.resendInvitation(slug, invitation.id).address
        revokeURL = SitePath.revokeInvitation(slug, invitation.id).address
    }
}
