internal import ArgumentParser
internal import Server

struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The configuration.", subcommands: [Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the effective values and where each comes from; secrets are masked.",
            discussion: Setting.all.map { "\($0.variable): \($0.summary)" }.joined(separator: "\n"))

        @OptionGroup var options: DataOptions

        func run() async throws {
            let settings = try await options.settings()
            guard !options.json else {
                let entries = settings.shown.map { ($0.setting.key, Entry(value: $0.value, source: $0.source)) }
                return try Output.json(Dictionary(uniqueKeysWithValues: entries))
            }
            Output.table(
                ["SETTING", "VALUE", "FROM"], settings.shown.map { [$0.setting.key, $0.value ?? "(not set)", $0.source] })
        }

        private struct Entry: Encodable {
            let value: String?
            let source: String
        }
    }
}
