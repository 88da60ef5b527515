import Foundation
import Testing

@Suite struct ReadmeTests {
    /// `Reports.swift`, beside this file, is the example without its `@main`, and is compiled with the tests.
    @Test func theExampleOfTheLibraryIsCodeThatCompiles() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let compiled = try String(contentsOf: folder.appending(path: "Reports.swift"), encoding: .utf8)
        let readme = try String(contentsOf: folder.appending(path: "../../README.md"), encoding: .utf8)
        let example = compiled.replacing("\nstruct Reports", with: "\n@main\nstruct Reports")
        #expect(readme.contains("```swift\n// Sources/Reports/Reports.swift\n\(example)```\n"))
    }
}
