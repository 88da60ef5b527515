internal import APIKeys
internal import Catalog
internal import Foundation

/// What commands print: a table or sentences for people, JSON with `--json`.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
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
    let created_at: String
    var admin: String?
    var setup_link: String?

    init(_ organization: Organization) {
        id = organization.id
        slug = organization.slug
        name = organization.name
        created_at = organization.createdAt.iso8601
    }
}

struct MemberOutput: Encodable {
    let id: Int
    let email: String
    let role: String
    let setup_link: String?
}

struct BrandOutput: Encodable {
    let id: Int
    let name: String
    let website: String
    let description: String
    let status: String
    let archived: Bool
    let created_at: String

    init(_ brand: Brand) {
        id = brand.id
        name = brand.name
        website = brand.content.website
        description = brand.content.description
        status = brand.content.status.rawValue
        archived = brand.isArchived
        created_at = brand.createdAt.iso8601
    }
}

struct KeyOutput: Encodable {
    let id: String
    /// The whole key; only in the answer that makes it.
    let key: String?
    let name: String
    let scopes: [String]
    let brand_access: String
    let brands: [Int]
    let state: String
    let created_at: String
    let created_by: String
    let expires_at: String?
    let revoked_at: String?
    let last_used_at: String?

    init(_ key: APIKey, token: Token? = nil, at now: Timestamp) {
        id = key.id.description
        self.key = token?.reveal()
        name = key.name
        scopes = key.grant.scopes.names
        brand_access = key.grant.brands == .all ? "all" : "specific"
        brands = key.grant.brands.listed ?? []
        state = key.state(at: now).rawValue
        created_at = key.createdAt.iso8601
        created_by = key.createdBy
        expires_at = key.grant.expiresAt?.iso8601
        revoked_at = key.grant.end?.at.iso8601
        last_used_at = key.lastUse?.at.iso8601
    }

    private enum CodingKeys: String, CodingKey {
        case id, key, name, scopes, brand_access, brands, state, created_at, created_by, expires_at, revoked_at, last_used_at
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encodeIfPresent(key, forKey: .key)
        try container.encode(name, forKey: .name)
        try container.encode(scopes, forKey: .scopes)
        try container.encode(brand_access, forKey: .brand_access)
        try container.encode(brands, forKey: .brands)
        try container.encode(state, forKey: .state)
        try container.encode(created_at, forKey: .created_at)
        try container.encode(created_by, forKey: .created_by)
        try container.encode(expires_at, forKey: .expires_at)
        try container.encode(revoked_at, forKey: .revoked_at)
        try container.encode(last_used_at, forKey: .last_used_at)
    }
}

extension KeyOutput {
    func show(json: Bool) throws {
        guard !json else { return try Output.json(self) }
        let rows = [
            ("Id", id), ("Name", Output.safe(name)), ("State", state), ("Scopes", scopes.joined(separator: ", ")),
            ("Brands", brand_access == "all" ? "all, future ones too" : brands.map(String.init).joined(separator: ", ")),
            ("Expires", expires_at ?? "never"), ("Created", "\(created_at) by \(created_by)"),
            ("Last used", last_used_at ?? "never"), ("Revoked", revoked_at ?? "no"),
        ]
        for (label, value) in rows { print(label.padding(toLength: 11, withPad: " ", startingAt: 0) + value) }
    }
}
