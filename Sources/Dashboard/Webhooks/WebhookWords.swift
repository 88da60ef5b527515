internal import Catalog

/// How pages speak of what a webhook is told, and of how far a message came.
enum WebhookWords {
    /// - Parameter type: of a message; one that is not known here stands for itself.
    static func title(_ type: String) -> String {
        if type == WebhookMessage.testType { return "A test" }
        return WebhookEvent(rawValue: type).map(title) ?? type
    }

    static func title(_ event: WebhookEvent) -> String {
        switch event {
        case .keyCreated: "A key was made"
        case .keyChanged: "A key was changed"
        case .keyRotated: "A key got a successor"
        case .keyRotationFinished: "The old key of a rotation ended"
        case .keyReused: "A rotated key was used again"
        case .keyChangeRequested: "A change waits for approval"
        case .keyApproved: "A key was approved"
        case .keyRejected: "A change was turned down"
        case .keyRevoked: "A key was revoked"
        case .keyExpiring: "A key expires soon"
        case .keyLeaked: "A key was found in public"
        case .adminTokenLeaked: "An admin token was found in public"
        }
    }

    /// `All events`, `3 events`
    static func summary(_ events: WebhookEvents) -> String {
        switch events {
        case .all: "All events"
        case .only(let chosen): counted(chosen.count, "event")
        }
    }

    static func state(_ delivery: WebhookDelivery) -> (word: String, style: String) {
        switch delivery.state {
        case .delivered: ("Delivered", "good")
        case .failed: ("Given up", "bad")
        case .pending: delivery.attempts == 0 ? ("On its way", "plain") : ("Failing", "warn")
        }
    }

    /// `answered 500`, `gave no answer`; `nil` before the first attempt.
    static func answer(_ delivery: WebhookDelivery) -> String? {
        delivery.lastAttempt.map { attempt in attempt.status.map { "answered \($0)" } ?? "gave no answer" }
    }
}
