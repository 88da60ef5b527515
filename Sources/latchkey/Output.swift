internal import APIKeys
internal import Catalog
internal import Foundation
internal import Server

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

    /// One thing's fields, a line each.
    static func sheet(_ rows: [(label: String, value: String)]) {
        let width = (rows.map(\.label.count).max() ?? 0) + 2
        for (label, value) in rows {
            print(label.padding(toLength: width, withPad: " ", startingAt: 0) + safe(value))
        }
    }

    /// To standard error, which people see even when the output goes elsewhere.
    static func complain(_ text: String) { FileHandle.standardError.write(Data((safe(text) + "\n").utf8)) }

    /// For who waits at the other end of a pipe, or answers a question.
    static func flush() { fflush(nil) }

    /// A secret that is shown once must not be lost in silence on a full disk.
    static func finish() throws {
        guard fflush(nil) == 0 else {
            throw OperatorError(
                "The output could not be written: \(String(cString: strerror(errno))). What was asked for is done.")
        }
    }

    /// The start of a long text, on one line.
    static func brief(_ text: String, _ most: Int) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > most ? line.prefix(most - 1) + "…" : line
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
    /// Roles by brand id.
    let brands: [String: String]
    let setupLink: String?

    init(_ member: Membership, link: String?) {
        id = member.user.id
        email = member.user.email
        role = member.role.rawValue
        brands = Dictionary(uniqueKeysWithValues: member.brandRoles.map { (String($0.key), $0.value.rawValue) })
        setupLink = link
    }
}
