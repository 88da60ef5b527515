internal import Catalog

/// Who belongs to the organization, and what each may do.
struct MembersPage: Page {
    static let template = Template.members
    var title: String { "Members" }

    let rows: [Row]
    let roles: [RoleLine]
    /// The command that adds a person, ready to be filled in.
    let command: String

    struct Row: Sendable {
        let email: String
        let isYou: Bool
        let role: String
        let since: Moment
        let isSetUp: Bool
    }

    struct RoleLine: Sendable {
        let label: String
        let text: String
    }

    init(_ members: [Membership], you: User, slug: String, words: DateWords) {
        rows = members.map {
            Row(
                email: $0.user.email, isYou: $0.user.id == you.id, role: $0.role.word, since: words.day($0.since),
                isSetUp: $0.isSetUp)
        }
        roles = Role.allCases.map { RoleLine(label: $0.word, text: $0.explanation) }
        command = "latchkey member add --org \(slug) --email EMAIL --role \(Role.allCases.map(\.rawValue).joined(separator: "|"))"
    }
}

extension Role {
    var word: String {
        switch self {
        case .admin: "Admin"
        case .editor: "Editor"
        case .viewer: "Viewer"
        case .guest: "Guest"
        }
    }

    var explanation: String {
        switch self {
        case .admin: "Everything, keys and members included."
        case .editor: "Reads every brand, and changes settings and prompts."
        case .viewer: "Reads every brand."
        case .guest: "Reads the brands that were shared with them."
        }
    }
}
