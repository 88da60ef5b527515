internal import Catalog

/// The form of a new key.
struct NewKeyPage: Page {
    static let template = Template.newKey
    var title: String { "New API Key" }

    let createURL: String
    let cancelURL: String
    let form: KeyForm
    let problems: [Problem]
    let hasProblems: Bool

    init(_ input: KeyInput, problems found: KeyProblems = KeyProblems(), in setting: KeyForm.Setting) {
        createURL = SitePath.keys(setting.slug).address
        cancelURL = SitePath.keys(setting.slug).address
        form = KeyForm(input, problems: found, in: setting)
        problems = found.summary
        hasProblems = !problems.isEmpty
    }
}
