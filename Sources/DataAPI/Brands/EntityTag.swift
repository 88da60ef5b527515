internal import HTTPTypes

/// The revision of a thing as an entity tag (RFC 9110 §8.8.3).
enum EntityTag {
    static func text(_ revision: Int) -> String { "\"\(revision)\"" }

    /// What `If-Match` demands (§13.1.1).
    /// - Returns: `nil` for anything: no such field, or `*`. Tags that are not ours, and weak ones, match nothing.
    static func revisions(ifMatch headers: HTTPFields) -> Set<Int>? {
        let fields = headers[values: .ifMatch]
        guard !fields.isEmpty else { return nil }
        let tags = fields.flatMap { $0.split(separator: ",") }.map { $0.trimmingSpaces() }
        if tags.contains("*") { return nil }
        return Set(
            tags.compactMap { tag in
                guard tag.count > 2, tag.hasPrefix("\""), tag.hasSuffix("\"") else { return nil }
                return Int(tag.dropFirst().dropLast())
            })
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
