using System.Globalization;
using NodaTime;
using NodaTime.Text;
using P2P.GraphQL.Demo.Verdicts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace P2P.GraphQL.Demo.Screens;

/// <summary>What the person at the terminal sees: a table that moves, or plain lines where the output is no terminal.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private const int ExchangesShown = 6;

    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly LocalDateTimePattern DayAndTime = LocalDateTimePattern.CreateWithInvariantCulture("ddd HH:mm");
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainLine = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Queue<Exchange> _exchanges = [];

    /// <summary>The latest that the subscription told.</summary>
    public LiveCounts Counts { get; set; } = new();

    private bool IsLive => console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;

    /// <summary>One step of the story, its name to the left.</summary>
    public void Say(string name, string text)
    {
        if (!IsLive)
        {
            console.Profile.Out.Writer.WriteLine(name.Length > 0 ? $"{name + ":",-11} {text}" : $"{"",-11} {text}");
            return;
        }

        console.Write(Rows(10).AddRow(new Text(name, new Style(Color.Teal)), new Text(text)));
    }

    /// <summary>Somebody wrote, and a volunteer did something about it.</summary>
    public void Tell(Instant now, string volunteer, string theirs, string ours)
    {
        lock (_lock)
        {
            _exchanges.Enqueue(new(now, volunteer, theirs, ours));
            if (_exchanges.Count > ExchangesShown)
            {
                _exchanges.Dequeue();
            }
        }
    }

    /// <summary>Shows the counts as they move, until the work is done.</summary>
    public async Task WatchAsync(IClock clock, double speed, Task work)
    {
        if (!IsLive)
        {
            for (var i = 0; !await EndsWithinAsync(work, PlainLine); i++)
            {
                console.Profile.Out.Writer.WriteLine(PlainLineOf(clock.GetCurrentInstant()));
            }

            console.Profile.Out.Writer.WriteLine(PlainLineOf(clock.GetCurrentInstant()));
            return;
        }

        await console.Live(Picture(clock, speed)).StartAsync(async live =>
        {
            while (!await EndsWithinAsync(work, Frame))
            {
                live.UpdateTarget(Picture(clock, speed));
            }

            live.UpdateTarget(Picture(clock, speed));
        });
    }

    public void Show(IReadOnlyList<Finding> verdict)
    {
        console.WriteLine();
        if (!IsLive)
        {
            console.Profile.Out.Writer.WriteLine("Verdict, from the carrier's own ledger and the tables:");
            foreach (var finding in verdict)
            {
                console.Profile.Out.Writer.WriteLine($"  {(finding.Passes ? "pass" : "FAIL")}  {finding.Name,-16}  {finding.Says}");
            }

            return;
        }

        console.Write(new Rule("[bold]Verdict[/], from the carrier's own ledger and the tables") { Justification = Justify.Left, Style = Color.Grey });
        var rows = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var finding in verdict)
        {
            rows.AddRow(
                new Markup(finding.Passes ? "[green]✓ pass[/]" : "[red bold]✗ FAIL[/]"),
                new Text(finding.Name, new Style(decoration: Decoration.Bold)),
                new Text(finding.Says));
        }

        console.Write(rows);
    }

    /// <summary>Text that somebody may want to copy: never wrapped, never cut.</summary>
    public void Print(string text) => console.Profile.Out.Writer.WriteLine(text);

    private static async Task<bool> EndsWithinAsync(Task work, TimeSpan time)
    {
        await Task.WhenAny(work, Task.Delay(time));
        return work.IsCompleted;
    }

    private string PlainLineOf(Instant now) =>
        $"{DayAndTime.Format(now.InZone(NewYork).LocalDateTime)} in New York: {Counts.InitialMessages:N0} texted, "
        + $"{Counts.MessagesRemaining:N0} to text, {Counts.Safeguards:N0} held back, {Counts.Responses:N0} replies, "
        + $"{Counts.FollowUps:N0} answered, {Counts.OptOuts + Counts.ManualOptOuts:N0} opted out";

    private Rows Picture(IClock clock, double speed)
    {
        var now = clock.GetCurrentInstant();
        var title = $"{DemoScripts.Title} · {DayAndTime.Format(now.InZone(NewYork).LocalDateTime)} in New York";
        var pace = speed >= 60 ? $"a second is {speed / 60:0.#} minutes" : $"a second is {speed:0.#}";
        List<IRenderable> rows =
        [
            new Rule($"[bold]{Markup.Escape(title)}[/] [grey]({pace})[/]") { Justification = Justify.Left, Style = Color.Grey },
            Bar(),
            new Markup(" "),
            Table(),
            new Markup(" "),
        ];
        lock (_lock)
        {
            // Always of the same height, so that nothing is left behind when a picture replaces the one before.
            rows.AddRange(_exchanges.Select(Line));
            rows.AddRange(Enumerable.Repeat(new Markup(" "), ExchangesShown - _exchanges.Count));
        }

        return new Rows(rows);
    }

    private Markup Bar()
    {
        var says = $" {Counts.Progress:0 %} of {Counts.InitialMessages + Counts.MessagesRemaining:N0} texted";
        var width = Math.Max(10, console.Profile.Width - says.Length - 1);
        var full = (int)Math.Round(width * Counts.Progress);
        return new Markup($"[green]{new string('━', full)}[/][grey35]{new string('━', width - full)}[/]{says}");
    }

    private Grid Table()
    {
        var grid = new Grid();
        for (var i = 0; i < 3; i++)
        {
            grid.AddColumn(new GridColumn().NoWrap().PadLeft(i == 0 ? 0 : 3).PadRight(1));
            grid.AddColumn(new GridColumn().NoWrap().RightAligned().Width(6).PadRight(1));
        }

        Add(("Texted", Counts.InitialMessages), ("Replies", Counts.Responses), ("Opted out", Counts.OptOuts));
        Add(("To text", Counts.MessagesRemaining), ("People replied", Counts.PeopleReplied), ("… by a volunteer", Counts.ManualOptOuts));
        Add(("Held back", Counts.Safeguards), ("Answered", Counts.FollowUps), ("Failed", Counts.TransportErrors));
        Add(("Segments", Counts.Segments), ("Waiting", Counts.NeedsAttention), ("Filtered", Counts.CarrierFiltered));
        return grid;

        void Add(params (string Name, int Count)[] cells) => grid.AddRow(
            [.. cells.SelectMany(cell => new IRenderable[]
            {
                new Text(cell.Name, new Style(Color.Grey)),
                new Text(cell.Count.ToString("N0"), new Style(decoration: Decoration.Bold)),
            })]);
    }

    private Markup Line(Exchange exchange)
    {
        var room = (console.Profile.Width - 22) / 2;
        return new Markup(
            $"[grey]{Time.Format(exchange.At.InZone(NewYork).LocalDateTime)}[/] [teal]{Markup.Escape(exchange.Volunteer),-6}[/] "
            + $"“{Markup.Escape(Cut(exchange.Theirs, room - 4))}” [grey]→[/] {Markup.Escape(Cut(exchange.Ours, room + 4))}")
        { Overflow = Overflow.Ellipsis };
    }

    /// <summary>At most so many characters as people see them. Those of several code points, such as families of emoji, are left
    /// out: terminals do not agree on how wide they are, and the picture would break.</summary>
    private static string Cut(string text, int most)
    {
        var characters = StringInfo.GetTextElementEnumerator(text.ReplaceLineEndings(" "));
        List<string> line = [];
        while (characters.MoveNext())
        {
            if (characters.GetTextElement() is var character && character.EnumerateRunes().Take(2).Count() == 1)
            {
                line.Add(character);
            }
        }

        var cut = string.Concat(line.Count <= most ? line : [.. line.Take(most - 1), "…"]);
        return cut.Trim();
    }

    private static Grid Rows(int first) => new Grid()
        .AddColumn(new GridColumn().NoWrap().Width(first).PadRight(1)).AddColumn(new GridColumn().PadLeft(0));

    private sealed record Exchange(Instant At, string Volunteer, string Theirs, string Ours);
}
