internal import APIKeys
internal import Catalog
internal import Foundation

/// What commands print: a table or sentences for people, JSON with `--json`.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Columns as wide as their widest cell; control characters shown, not obeyed.
    static func table(_ header: [String], _ rows: [[String]]) {
        let lines = ([header] + rows).map { $0.map(safe) }
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        for line in lines {
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            print(cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
        }
    }

    static func safe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : $0 }))
    }
}

// The shapes of `--json`. Absent values are null, not missing.

struct OrganizationOutput: Encodable {
    let id: Int
    let slug: String
    let name: String
    let createdAt: String
    var admin: String?
    var setupLink: String?

    init(_ organization: Organization) {
        id = organization.id
        slug = organization.slug
        name = organization.name
        createdAt = organization.createdAt.iso8601
    }
}

struct MemberOutput: Encodable {
    let id: Int
    let email: String
    let role: String
    let setupLink: String?

    init(_ member: Membership, link: String?) {
        id = member.user.id
        email = member.user.email
        role = member.role.rawValue
        setupLink = link
    }
}

struct BrandOutput: Encodable {
    let id: Int
    let name: String
    let website: String
    let description: String
    let status: String
    let archived: Bool
    let createdAt: String

    init(_ brand: Brand) {
        id = brand.id
        name = brand.name
        website = brand.content.website
        description = brand.content.description
        status = brand.content.status.rawValue
        archived = brand.isArchived
        createdAt = brand.createdAt.iso8601
    }
}

struct KeyOutput: Encodable {
    let id: String
    /// The whole key; only in the answer that makes it.
    let key: String?
    let name: String
    let scopes: [String]
    let brandAccess: String
    let brands: [Int]
    let state: String
    let createdAt: String
    let createdBy: String
    let expiresAt: String?
    let revokedAt: String?
    let lastUsedAt: String?

    init(_ key: APIKey, token: Token? = nil, at now: Timestamp) {
        id = key.id.description
        self.key = token?.reveal()
        name = key.name
        scopes = key.grant.scopes.names
        brandAccess = key.grant.brands == .all ? "all" : "specific"
        brands = key.grant.brands.listed ?? []
        state = key.state(at: now).rawValue
        createdAt = key.createdAt.iso8601
        createdBy = key.createdBy
        expiresAt = key.grant.expiresAt?.iso8601
        revokedAt = key.grant.end?.at.iso8601
        lastUsedAt = key.lastUse?.at.iso8601
    }

    private enum CodingKeys: String, CodingKey {
        case id, key, name, scopes, brandAccess, brands, state, createdAt, createdBy, expiresAt, revokedAt, lastUsedAt
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encodeIfPresent(key, forKey: .key)
        try container.encode(name, forKey: .name)
        try container.encode(scopes, forKey: .scopes)
        try container.encode(brandAccess, forKey: .brandAccess)
        try container.encode(brands, forKey: .brands)
        try container.encode(state, forKey: .state)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(createdBy, forKey: .createdBy)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(revokedAt, forKey: .revokedAt)
        try container.encode(lastUsedAt, forKey: .lastUsedAt)
    }
}

extension KeyOutput {
    func show(json: Bool) throws {
        guard !json else { return try Output.json(self) }
        let rows = [
            ("Id", id), ("Name", Output.safe(name)), ("State", state), ("Scopes", scopes.joined(separator: ", ")),
            ("Brands", brandAccess == "all" ? "all, future ones too" : brands.map(String.init).joined(separator: ", ")),
            ("Expires", expiresAt ?? "never"), ("Created", "\(createdAt) by \(createdBy)"),
            ("Last used", lastUsedAt ?? "never"), ("Revoked", revokedAt ?? "no"),
        ]
        for (label, value) in rows { print(label.padding(toLength: 11, withPad: " ", startingAt: 0) + value) }
    }
}
