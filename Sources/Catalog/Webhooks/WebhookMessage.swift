package import APIKeys
internal import Foundation

/// What a receiver is sent about one event: JSON that says what the audit log says, and never a secret.
///
/// `{"type": "key.changed", "timestamp": "2027-02-21T12:00:00.000Z", "data": {"organization_id": 1, "key_id": "lk_…", "name": …,
/// "actor": …, "changes": {"scopes": {"before": …, "after": …}}}}`. The facts of the entry stand in `data` under their own names.
package struct WebhookMessage: Hashable, Sendable {
    /// The same in every attempt and for every webhook of the event, so that a receiver can drop what it has seen.
    package let id: String
    package let type: String
    package let body: String

    package static let testType = "webhook.test"

    package init(id: String, type: String, body: String) {
        self.id = id
        self.type = type
        self.body = body
    }

    package init(_ type: WebhookEvent, from event: AuditEvent) throws {
        var data: [String: JSON] = event.facts.mapValues { .text($0) }
        data["organization_id"] = event.organization.map { .integer($0) }
        data["actor"] = .text(event.actor)
        data["\(event.subjectKind)_id"] = Int(event.subject).map { .integer($0) } ?? .text(event.subject)
        let changes = event.changes.map { ($0.field, JSON.object(["before": .text($0.before), "after": .text($0.after)])) }
        if !changes.isEmpty { data["changes"] = .object(Dictionary(changes) { _, last in last }) }
        try self.init(type: type.rawValue, at: event.at, data: data)
    }

    /// A message that tells of nothing, to see whether it arrives.
    package static func test(_ webhook: Webhook, by actor: Actor, at now: Timestamp) throws -> WebhookMessage {
        try WebhookMessage(
            type: testType, at: now,
            data: [
                "organization_id": .integer(webhook.organization), "webhook_id": .integer(webhook.id), "actor": .text(actor.name),
            ])
    }

    private init(type: String, at moment: Timestamp, data: [String: JSON]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let whole = JSON.object(["type": .text(type), "timestamp": .text(moment.iso8601), "data": .object(data)])
        self.init(
            id: "msg_" + RandomText.make(length: 24), type: type,
            body: String(decoding: try encoder.encode(whole), as: UTF8.self))
    }

    private enum JSON: Encodable {
        case text(String)
        case integer(Int)
        case object([String: JSON])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .object(let members): try container.encode(members)
            }
        }
    }
}
