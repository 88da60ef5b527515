internal import Catalog

/// Answers of assistants, and what finds prompts in use.
enum Schema4 {
    static func statements(_ dialect: Dialect) -> [String] {
        [
            // What nearly every list asks for; counted without a look at the rows.
            "CREATE INDEX prompts_in_use ON prompts (brand_id, id) WHERE archived_at IS NULL"
        ]
    }
}
