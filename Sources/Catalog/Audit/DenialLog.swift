package import APIKeys
internal import Synchronization

/// An attempt to manage something that somebody known was not allowed. Attempts without a valid credential are none: anyone could
/// make them in any number.
package struct Denial: Hashable, Sendable {
    package let actor: Actor
    /// The actor's own organization, whose admins are told; never the one that was aimed at.
    package let organization: Int
    /// Method and route pattern, such as `POST /v1/organizations/{organization_id}/api-keys`. Never the path, which may hold anything.
    package let attempt: String
    /// The code of the refusal.
    package let reason: String
    package let address: IPAddress?

    package init(actor: Actor, organization: Int, attempt: String, reason: String, address: IPAddress?) {
        self.actor = actor
        self.organization = organization
        self.attempt = attempt
        self.reason = reason
        self.address = address
    }
}

/// Writes denied attempts into the audit log, as many as ``DenialBudget`` allows.
package final class DenialLog: Sendable {
    private let audit: any AuditStore
    private let clock: WallClock
    private let budget = Mutex(DenialBudget())

    package init(audit: any AuditStore, clock: WallClock) {
        self.audit = audit
        self.clock = clock
    }

    /// Returns when the entry is durable, or at once when it is one too many. Fails in silence: whoever was denied is answered all the
    /// same, and the next entry counts this one as not written.
    package func record(_ denial: Denial) async {
        let now = clock.now()
        let subject = DenialBudget.Subject(organization: denial.organization, actor: denial.actor.name)
        guard let suppressed = budget.withLock({ $0.admit(subject, at: now) }) else { return }
        var detail = ["attempt": denial.attempt, "reason": denial.reason]
        detail["address"] = denial.address?.description
        if suppressed > 0 { detail["not_written"] = String(suppressed) }
        let draft = AuditDraft(at: now, actor: denial.actor, action: .managementDenied, detail: detail)
        do {
            try await audit.note(draft, of: denial.organization)
        } catch {
            budget.withLock { $0.giveBack(suppressed, of: subject) }
        }
    }
}
