internal import Web

/// The reference of the API, made of the document that programs read.
struct ReferencePage: Page {
    static let template = Template.reference

    let title = "API reference"
    let introduction: Prose
    let documentURL = "/openapi.json"
    let areas: [Area]

    struct Area: Sendable {
        let areaAnchor: String
        let areaName: String
        let areaAbout: Prose
        let operations: [OperationView]
    }

    init(_ document: APIDocument) {
        introduction = Prose(document.description)
        let operations = document.operations
        areas = document.tags.map { tag in
            Area(
                areaAnchor: "area-" + tag.name.lowercased().replacing(" ", with: "-"), areaName: tag.name,
                areaAbout: Prose(tag.description),
                operations: operations.filter { $0.tag == tag.name }.map { OperationView($0, in: document) })
        }
    }
}
