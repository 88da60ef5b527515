import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Pages of jobs")
struct JobPagesTests {
    private let list = "/o/northwind-agency/jobs"

    private func begin(
        _ scene: Scene, _ kind: Job.Kind = .responseImport, _ title: String = "answers.csv"
    ) async throws -> JobReporter {
        try await scene.catalog.jobs.begin(JobDraft(kind, of: scene.site.fabrikam, title: title, by: .commandLine))
    }

    private func page(_ reporter: JobReporter, _ scene: Scene) -> String {
        SitePath.brandJob(Scene.slug, scene.site.fabrikam.id, reporter.ticket.job).address
    }

    @Test("Without jobs the page says what will be there, and offers an export")
    func empty() async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let page = try await client.get(list, scene.admin).text
            #expect(page.contains("No jobs") && page.contains("Export answers"))
            #expect(!page.contains("data-live"), "there is nothing to follow")
        }
    }

    @Test("A job that goes on is followed: how far it is, who began it, and how to end it")
    func running() async throws {
        let scene = try await Scene()
        let reporter = try await begin(scene)
        await reporter.tell(JobCounts(total: 12_000, done: 4000, failed: 2))
        try await scene.site.run { client in
            let page = try await client.get(list, scene.admin).text
            #expect(page.contains("Import of answers") && page.contains("answers.csv") && page.contains("Fabrikam"))
            #expect(page.contains("begun by the command line"))
            #expect(page.contains("<progress value=\"4000\" max=\"12000\" aria-label=\"Import of answers, Fabrikam\">"))
            #expect(page.contains("4,000 of 12,000 answers, 2 faulty rows"))
            #expect(page.contains("id=\"live\" data-live") && page.contains("Reload to see how far they are"))
        }
    }

    @Test("Where the end is not known the bar has no value, and the words say how many so far")
    func withoutTotal() async throws {
        let scene = try await Scene()
        let reporter = try await begin(scene)
        await reporter.tell(JobCounts(done: 2000))
        try await scene.site.run { client in
            let page = try await client.get(list, scene.admin).text
            #expect(page.contains("<progress aria-label="))
            #expect(page.contains("2,000 answers so far"))
        }
    }

    @Test("What went wrong stands on the page of the job, whatever the text holds")
    func faults() async throws {
        let scene = try await Scene()
        let reporter = try await begin(scene, .responseImport, "<b>\"a\"</b>.csv")
        for line in 1...120 {
            reporter.note(JobFault(place: "<b>.csv", line: line, message: "<script>alert(1)</script>\u{202E}\"\u{301}"))
        }
        await reporter.tell(JobCounts(done: 5, failed: 120))
        await reporter.end(.failed, "It broke off <here>.")
        try await scene.site.run { client in
            let page = try await client.get(page(reporter, scene), scene.admin).text
            #expect(page.contains("The first 100 of 120."))
            #expect(page.contains("&lt;b&gt;.csv, line 100") && !page.contains("line 101"))
            #expect(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"))
            #expect(page.contains("It broke off &lt;here&gt;.") && page.contains("Failed"))
            #expect(!page.contains("data-live"))
            let rows = try await client.get(list, scene.admin).text
            #expect(rows.contains("Failed") && rows.contains("5 answers, 120 faulty rows"))
        }
    }

    @Test("An editor ends a job, and the page says that it ends after its portion")
    func cancel() async throws {
        let scene = try await Scene()
        let editor = try await scene.site.signIn("editor@northwind.example")
        let reporter = try await begin(scene)
        let address = page(reporter, scene)
        try await scene.site.run { client in
            let before = try await client.get(address, editor).text
            #expect(before.contains("\(address)/cancel"))
            let asked = try await client.post("\(address)/cancel", editor)
            #expect(asked.location == "\(address)?done=asked")
            let after = try await client.get(asked.location, editor).text
            #expect(after.contains("Cancelling") && after.contains("editor@northwind.example asked to cancel it"))
            #expect(!after.contains("\(address)/cancel"), "it is asked once")
            #expect(await reporter.tell(JobCounts(done: 7)) == .cancel(by: "editor@northwind.example"))
            await reporter.end(.cancelled, "Responses written before that stay: 7 (7 new, 0 there already).")
            let ended = try await client.get(address, editor).text
            #expect(ended.contains("Cancelled by editor@northwind.example. Responses written before that stay: 7"))
            #expect(try await client.post("\(address)/cancel", editor).status == .conflict)
            #expect(try await client.get("\(address)/cancel", editor).location == address)
            #expect(
                try await client.get("/o/northwind-agency/audit", scene.admin).text.contains("cancelled an import of answers of"))
        }
    }

    @Test("A viewer sees jobs and cannot end them")
    func viewer() async throws {
        let scene = try await Scene()
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        let reporter = try await begin(scene)
        let address = page(reporter, scene)
        try await scene.site.run { client in
            for path in [list, address] {
                let page = try await client.get(path, viewer)
                #expect(page.status == .ok && !page.text.contains("/cancel"))
            }
            #expect(try await client.post("\(address)/cancel", viewer).status == .forbidden)
        }
        let job = try await scene.catalog.jobs.find(reporter.ticket.job, in: scene.organization.id)
        #expect(job.cancelledBy == nil)
    }

    @Test("Who edits one brand ends its jobs and no others, and a guest follows those of their brands")
    func perBrand() async throws {
        let scene = try await Scene()
        let vic = RoleMatrixTests.people.first { $0.name == "a viewer who edits Fabrikam" }
        let gil = RoleMatrixTests.people.first { $0.name == "a guest of Fabrikam" }
        for person in [try #require(vic), try #require(gil)] { try await scene.site.settle(person) }
        let (editor, guest) = (
            try await scene.site.signIn("vic@northwind.example"), try await scene.site.signIn("gil@northwind.example")
        )
        let mine = try await begin(scene)
        let tailspin = scene.site.tailspin
        let other = try await scene.catalog.jobs.begin(
            JobDraft(.responseImport, of: tailspin, title: "other.csv", by: .commandLine))
        let elsewhere = SitePath.brandJob(Scene.slug, tailspin.id, other.ticket.job).address
        let address = page(mine, scene)
        try await scene.site.run { client in
            let seen = try await client.get(list, editor).text
            #expect(seen.contains("\(address)/cancel") && seen.contains("other.csv") && !seen.contains("\(elsewhere)/cancel"))
            #expect(try await client.post("\(elsewhere)/cancel", editor).status == .forbidden)
            #expect(try await client.post("\(address)/cancel", editor).status == .seeOther)

            let closed = try await client.get(list, guest)
            #expect(closed.status == .forbidden && closed.text.contains("This page is for admins, editors and viewers"))
            #expect(try await client.get(elsewhere, guest).status == .notFound)
            let followed = try await client.get(address, guest)
            #expect(followed.status == .ok && !followed.text.contains("← Jobs") && !followed.text.contains("/cancel"))
        }
    }

    @Test("Evaluating anew is shown on the brand's first page, can be cancelled, and goes on by a button")
    func evaluation() async throws {
        let scene = try await Scene()
        let editor = try await scene.site.signIn("editor@northwind.example")
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        let reporter = try #require(try await scene.catalog.jobs.takeUpReevaluation(of: scene.site.fabrikam))
        await reporter.tell(JobCounts(total: 10, done: 4))
        let address = page(reporter, scene)
        let overview = SitePath.brand(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            let first = try await client.get(overview, viewer).text
            #expect(first.contains("evaluated anew after a change of the brand: 40%") && first.contains("href=\"\(address)\""))
            for page in ["explorer", "prompts", "responses", "competitors", "sources"] {
                let text = try await client.get("\(overview)/\(page)", viewer).text
                #expect(text.contains("anew after a change of the brand: 40%"), "\(page)")
            }
            #expect(try await !client.get("\(overview)/settings/names", viewer).text.contains("anew after a change of the brand"))
            let running = try await client.get(address, editor).text
            #expect(running.contains("4 of 10 answers") && running.contains("its old evaluation counts"))
            #expect(running.contains("\(address)/cancel") && !running.contains("\(address)/resume"))
            #expect(try await client.post("\(address)/cancel", viewer).status == .forbidden)
            #expect(try await client.post("\(address)/cancel", editor).location == "\(address)?done=asked")
            #expect(await reporter.end(.cancelled))

            let stopped = try await client.get(address, editor).text
            #expect(stopped.contains("6 answers of then count by") && stopped.contains("\(address)/resume"))
            #expect(try await client.get(overview, viewer).text.contains("was cancelled at 40%"))
            #expect(try await !client.get(address, viewer).text.contains("/resume"))
            #expect(try await client.post("\(address)/resume", viewer).status == .forbidden)

            let resumed = try await client.post("\(address)/resume", editor)
            #expect(resumed.location.hasSuffix("?done=resumed"))
            let waiting = try await client.get(resumed.location, editor).text
            #expect(waiting.contains("It goes on.") && waiting.contains("Waiting") && !waiting.contains("/resume"))
            #expect(try await client.post("\(address)/resume", editor).status == .conflict)
            #expect(try await !client.get(address, editor).text.contains("\(address)/resume"))
            #expect(try await client.get("\(address)/resume", editor).location == address)
            let audit = try await client.get("/o/northwind-agency/audit", scene.admin).text
            #expect(audit.contains("had the evaluation of answers go on of"))
        }
    }

    @Test("A viewer cancels their own export and no other, and it says that nothing was counted")
    func ownExport() async throws {
        let scene = try await Scene()
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        let address = SitePath.exports(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            let mine = try await client.post(address, viewer, "format=csv").location
            let theirs = try await client.post(address, scene.admin, "format=csv").location
            let (own, other) = (mine.replacing("?done=exported", with: ""), theirs.replacing("?done=exported", with: ""))
            let seen = try await client.get(list, viewer).text
            #expect(seen.contains("\(own)/cancel") && !seen.contains("\(other)/cancel"))
            #expect(try await client.post("\(other)/cancel", viewer).status == .forbidden)
            #expect(try await client.post("\(own)/cancel", viewer).location == "\(own)?done=cancelled")
            let ended = try await client.get(own, viewer).text
            #expect(ended.contains("Cancelled") && ended.contains("Nothing was counted."))
            #expect(!ended.contains("Nothing is counted yet"))
        }
    }

    @Test("A job is found under its own brand only, and in its own organization")
    func foreign() async throws {
        let scene = try await Scene()
        let stranger = try await scene.site.signIn("stranger@contoso.example")
        let reporter = try await begin(scene)
        let (brand, job) = (scene.site.fabrikam.id, reporter.ticket.job)
        let address = page(reporter, scene)
        try await scene.site.run { client in
            let other = SitePath.brandJob(Scene.slug, scene.site.tailspin.id, job).address
            #expect(try await client.get(other, scene.admin).status == .notFound)
            #expect(try await client.post("\(other)/cancel", scene.admin).status == .notFound)
            #expect(try await client.get("/o/contoso/jobs/\(job)", stranger).status == .notFound)
            #expect(try await client.get("/o/contoso/brands/\(brand)/jobs/\(job)", stranger).status == .notFound)
            #expect(try await client.post("/o/contoso/brands/\(brand)/jobs/\(job)/cancel", stranger).status == .notFound)
            #expect(try await client.get("\(list)/\(job)", scene.admin).location == address)
            let theirs = try await client.get("/o/contoso/jobs", stranger).text
            #expect(!theirs.contains("answers.csv"))
        }
    }

    @Test("Jobs that ended are paged")
    func paged() async throws {
        let scene = try await Scene()
        for number in 1...(JobsPage.pageSize + 1) {
            await (try await begin(scene, .promptImport, "file-\(number)-")).end(.done)
        }
        try await scene.site.run { client in
            let first = try await client.get(list, scene.admin).text
            #expect(first.contains("file-26-") && !first.contains("file-1-"))
            let older = try #require(first.firstMatch(of: /href="([^"]+before=[0-9]+)"/)).output.1
            let second = try await client.get(String(older), scene.admin).text
            #expect(second.contains("file-1-") && !second.contains("file-26-"))
        }
    }

    // MARK: Exports

    @Test("An export is asked for, waits on the page of its job, and stands in the audit log")
    func export() async throws {
        let scene = try await Scene()
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        let address = SitePath.exports(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            let form = try await client.get("\(address)?from=2026-11-01&until=2026-11-07", viewer).text
            #expect(form.contains("value=\"2026-11-01\"") && form.contains("value=\"csv\" required checked"))
            let sent = try await client.post(address, viewer, "format=ndjson&from=2026-11-01&until=2026-11-07")
            #expect(sent.status == .seeOther)
            let page = try await client.get(sent.location, viewer).text
            #expect(page.contains("The export is on its way") && page.contains("2026-11-01 to 2026-11-07, as NDJSON"))
            #expect(page.contains("Waiting"))
            let audit = try await client.get("/o/northwind-agency/audit", scene.admin).text
            #expect(audit.contains("asked for an export of answers of") && audit.contains("2026-11-01 to 2026-11-07, as NDJSON"))
        }
        let job = try #require(try await scene.catalog.jobs.list(JobQuery(), of: scene.organization.id).first)
        #expect(job.startedBy == "viewer@northwind.example")
        #expect(job.export?.from?.day == "2026-11-01" && job.export?.until?.day == "2026-11-08")
    }

    @Test(
        "An export that cannot be comes back with what was entered",
        arguments: [
            ("format=pdf", "Choose CSV or NDJSON."),
            ("format=csv&from=2026-02-30", "Write a day as year-month-day"),
            ("format=csv&from=2026-11-08&until=2026-11-07", "The last day is before the first one."),
        ])
    func refused(body: String, message: String) async throws {
        let scene = try await Scene()
        let address = SitePath.exports(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            let answer = try await client.post(address, scene.admin, body)
            #expect(answer.status == .unprocessableContent && answer.text.contains(message))
        }
        #expect(try await scene.catalog.jobs.list(JobQuery(), of: scene.organization.id).isEmpty)
    }

    @Test("A third export of one person is refused until one has ended")
    func crowded() async throws {
        let scene = try await Scene()
        let address = SitePath.exports(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            for _ in 0..<JobService.mostExportsOfOne {
                #expect(try await client.post(address, scene.admin, "format=csv").status == .seeOther)
            }
            let refused = try await client.post(address, scene.admin, "format=csv")
            #expect(refused.status == .conflict && refused.text.contains("as many as one person may have"))
        }
    }

    @Test("The brand of an export is chosen first, and where there is one it is that")
    func choice() async throws {
        let scene = try await Scene()
        let fabrikam = SitePath.exports(Scene.slug, scene.site.fabrikam.id).address
        try await scene.site.run { client in
            let page = try await client.get("\(list)/export", scene.admin).text
            #expect(page.contains("Fabrikam") && page.contains("Tailspin Toys"))
            #expect(try await client.get("\(list)/export?brand=\(scene.site.fabrikam.id)", scene.admin).location == fabrikam)
            _ = try await scene.catalog.brands.archive(scene.site.tailspin.id, in: scene.organization.id, by: .commandLine)
            #expect(try await client.get("\(list)/export", scene.admin).location == fabrikam)
        }
    }

    // MARK: What waits to be collected

    @Test("Requests to collect are counted by brand and platform, and taken back while they wait")
    func collections() async throws {
        let scene = try await Scene()
        let brand = scene.site.fabrikam
        let prompt = try await scene.catalog.prompts.create(
            PromptDraft(text: "Which <b>?"), of: brand.id, in: brand.organization, by: .commandLine
        ).prompt
        let jobs = try await scene.catalog.collections.request(
            prompt: prompt.id, on: [.claude], of: brand.id, in: brand.organization, by: .commandLine)
        let address = SitePath.collections(Scene.slug, brand.id).address
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        try await scene.site.run { client in
            let page = try await client.get(list, viewer).text
            #expect(page.contains("To be collected") && page.contains("Claude") && page.contains("no collector"))
            let mine = try await client.get(address, viewer).text
            #expect(mine.contains("Which &lt;b&gt;?") && mine.contains("collection-\(jobs[0].id)") && !mine.contains("/cancel"))
            #expect(try await client.post("\(address)/\(jobs[0].id)/cancel", viewer).status == .forbidden)
            let other = SitePath.cancelCollection(Scene.slug, scene.site.tailspin.id, jobs[0].id).address
            #expect(try await client.post(other, scene.admin).status == .notFound)

            let cancelled = try await client.post("\(address)/\(jobs[0].id)/cancel", scene.admin)
            #expect(cancelled.location == "\(address)?done=uncollected")
            let after = try await client.get(cancelled.location, scene.admin).text
            #expect(after.contains("Cancelled by admin@northwind.example while it waited.") && after.contains("Failed"))
            #expect(try await client.post("\(address)/\(jobs[0].id)/cancel", scene.admin).status == .conflict)
        }
    }

    // MARK: Words

    private func job(
        _ kind: Job.Kind, _ state: Job.State, heartbeat: Timestamp = testNow, cancelledBy: String? = nil,
        counts: JobCounts = JobCounts()
    ) -> Job {
        Job(
            id: 1, organization: 1, brand: 1, kind: kind, title: "", state: state, attempt: 1, counts: counts, message: "",
            startedBy: "ann@northwind.example", createdAt: testNow, startedAt: testNow, heartbeatAt: heartbeat,
            finishedAt: nil, cancelledBy: cancelledBy, export: nil)
    }

    @Test("A job whose program ended says so, and what to do")
    func stopped() {
        let long = testNow + .seconds(-31)
        let stopped = JobWords(job: job(.responseImport, .running, heartbeat: long), now: testNow)
        #expect(stopped.state.word == "Stopped" && stopped.remark?.contains("run the same command again") == true)
        let resumed = JobWords(job: job(.export, .running, heartbeat: long), now: testNow)
        #expect(resumed.state.word == "Stopped" && resumed.remark?.contains("takes it up by itself") == true)
        let alive = JobWords(job: job(.export, .running, heartbeat: testNow + .seconds(-30)), now: testNow)
        #expect(alive.state.word == "Running" && alive.remark == nil)
        let queued = JobWords(job: job(.export, .queued, heartbeat: long), now: testNow)
        #expect(queued.state.word == "Waiting", "what waits needs no program yet")
    }
}
