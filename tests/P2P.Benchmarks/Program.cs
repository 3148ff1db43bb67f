using BenchmarkDotNet.Running;
using P2P.Benchmarks;

if (args is ["stores", "--postgres", .. var sizes])
{
    await StoreLoad.RunOnPostgresAsync(sizes is [var size, ..] ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) : 20_000);
}
else if (args is ["stores", .. var rest])
{
    await StoreLoad.RunAsync(rest is [var contacts, ..] ? int.Parse(contacts, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
