using System.Globalization;
using BenchmarkDotNet.Running;
using P2P.Benchmarks;
using P2P.Benchmarks.Load;
using P2P.Benchmarks.Load.References;

switch (args)
{
    case ["load", .. var rest]:
        return await LoadCommand.Create().Parse(rest).InvokeAsync();
    case [ReferenceServer.Argument, var url, .. var databases]:
        await ReferenceServer.RunAsync(url, databases is [var database, ..] ? database : null);
        return 0;
    case ["stores", "--postgres", .. var sizes]:
        await StoreLoad.RunOnPostgresAsync(sizes is [var size, ..] ? int.Parse(size, CultureInfo.InvariantCulture) : 20_000);
        return 0;
    case ["stores", .. var sizes]:
        await StoreLoad.RunAsync(sizes is [var contacts, ..] ? int.Parse(contacts, CultureInfo.InvariantCulture) : 100_000);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(StoreLoad).Assembly).Run(args);
        return 0;
}
