internal import Catalog

/// The form of a new brand.
struct NewBrandPage: Page {
    static let template = Template.newBrand
    var title: String { "New brand" }

    let createURL: String
    let cancelURL: String
    let name: String
    let nameError: String?
    let website: String
    let websiteError: String?
    let about: String
    let aboutError: String?
    let problems: [Problem]
    let hasProblems: Bool

    init(
        name: String = "", website: String = "", about: String = "", problem: (field: String, message: String)? = nil,
        slug: String
    ) {
        createURL = SitePath.brands(slug).address
        cancelURL = SitePath.brands(slug).address
        self.name = name
        self.website = website
        self.about = about
        func message(_ field: String) -> String? { problem.flatMap { $0.field == field ? $0.message : nil } }
        websiteError = message("website")
        aboutError = message("description")
        // A problem with a field that the form does not have still has to be seen.
        nameError = websiteError == nil && aboutError == nil ? problem?.message : nil
        problems =
            problem.map { problem in
                [
                    Problem(
                        anchor: ["website", "description"].contains(problem.field) ? problem.field : "name",
                        message: problem.message)
                ]
            } ?? []
        hasProblems = !problems.isEmpty
    }
}
