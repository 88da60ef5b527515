package import APIKeys

/// Which entries of an organization to list: by their time, newest first, those of the same millisecond by their number. The two
/// orders are one unless a clock was set.
package struct AuditQuery: Hashable, Sendable {
    /// A part of the actor's name, in upper or lower case.
    package var actor = ""
    package var key: KeyID?
    package var action: AuditAction?
    /// The first moment that is included.
    package var since: Timestamp?
    /// The first moment that is not included any more.
    package var until: Timestamp?
    package var limit = 50
    /// Only entries older than the one with this number: the last one of the page before.
    package var before: Int?

    package init() {}
}

extension AuditAction {
    /// What belongs to a person and to no organization. Entries of no other action may be without an organization, or no page shows them.
    package static let ofPeople: Set<AuditAction> = [
        .setupLinkMade, .passwordSet, .passwordChanged, .signedIn, .signedOut, .sessionsEnded, .secondFactorTurnedOn,
        .secondFactorTurnedOff, .secondFactorFailed, .recoveryCodesMade, .identityLinked, .identityUnlinked,
    ]
}
