internal import APIKeys
internal import Catalog

/// Makes the parts of a brand what they shall be: those with an id are changed where they differ, those without are new, those
/// that are missing are archived.
struct BrandPartWriter {
    let brand: Int
    let now: Timestamp
    let session: any SQLSession

    func write<Content: StoredPart>(_ drafts: [BrandPartDraft<Content>], over parts: [BrandPart<Content>]) throws {
        let kept = Set(drafts.compactMap(\.id))
        for part in parts where !kept.contains(part.id) {
            try session.execute("UPDATE \(Content.table) SET archived_at = \(now.milliseconds) WHERE id = \(part.id)")
        }
        let before = Dictionary(uniqueKeysWithValues: parts.map { ($0.id, $0.content) })
        for draft in drafts {
            guard let id = draft.id else {
                try session.execute(try draft.content.insertion(brand))
                continue
            }
            if before[id] != draft.content { try session.execute(try draft.content.update(id)) }
        }
    }
}

protocol StoredPart: BrandPartContent {
    static var table: SQL { get }
    func insertion(_ brand: Int) throws -> SQL
    func update(_ id: Int) throws -> SQL
}

extension CompetitorContent: StoredPart {
    static var table: SQL { "competitors" }

    func insertion(_ brand: Int) throws -> SQL {
        """
        INSERT INTO competitors (brand_id, name, alternative_names, excluded_names, websites, case_sensitive)
        VALUES (\(brand), \(name), \(try JSONText.encode(alternativeNames)), \(try JSONText.encode(excludedNames)),
            \(try JSONText.encode(websites)), \(caseSensitive))
        """
    }

    func update(_ id: Int) throws -> SQL {
        """
        UPDATE competitors SET name = \(name), alternative_names = \(try JSONText.encode(alternativeNames)),
            excluded_names = \(try JSONText.encode(excludedNames)), websites = \(try JSONText.encode(websites)),
            case_sensitive = \(caseSensitive)
        WHERE id = \(id)
        """
    }
}

extension PersonaContent: StoredPart {
    static var table: SQL { "personas" }

    func insertion(_ brand: Int) throws -> SQL {
        "INSERT INTO personas (brand_id, name, description) VALUES (\(brand), \(name), \(description))"
    }

    func update(_ id: Int) throws -> SQL {
        "UPDATE personas SET name = \(name), description = \(description) WHERE id = \(id)"
    }
}

extension StageContent: StoredPart {
    static var table: SQL { "stages" }

    func insertion(_ brand: Int) throws -> SQL {
        "INSERT INTO stages (brand_id, name, kind) VALUES (\(brand), \(name), \(kind?.rawValue))"
    }

    func update(_ id: Int) throws -> SQL {
        "UPDATE stages SET name = \(name), kind = \(kind?.rawValue) WHERE id = \(id)"
    }
}
