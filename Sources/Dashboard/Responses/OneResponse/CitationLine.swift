internal import Catalog
internal import Visibility

/// A page that an answer cites.
struct CitationLine: Hashable, Sendable {
    let citedTitle: String?
    /// As it was sent.
    let citedAddress: String
    /// Only what a browser opens as a web page; anything else is text.
    let citedURL: String?
    let citedSnippet: String?
    let owner: String
    /// Of the style sheet.
    let ownerStyle: String

    init(_ citation: Citation, _ page: CitedPage, of brand: Brand) {
        citedTitle = page.title.flatMap { $0.trimmed.isEmpty ? nil : $0.oneLine(most: 300) }
        citedAddress = citation.url
        citedURL = WebLink.of(citation.url)
        citedSnippet = page.snippet.flatMap { $0.trimmed.isEmpty ? nil : $0.oneLine(most: 500) }
        switch citation.type {
        case .brand: (owner, ownerStyle) = (brand.name, "good")
        case .competitor:
            let competitor = citation.competitor.flatMap { id in brand.competitors.first { $0.id == id } }
            (owner, ownerStyle) = (competitor?.content.name ?? "A competitor", "warn")
        case .other: (owner, ownerStyle) = ("Others", "plain")
        }
    }
}
