const lines = Array.from({ length: 7 }, (_, index) => ({ y: 60 + index * 46, opacity: 0.5 - index * 0.055 }))

/** The mark's waves, wide and faint, behind the first screen. */
export function Waves() {
  return (
    <svg
      viewBox="0 0 1440 420"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 -z-10 size-full text-fd-primary opacity-25"
      aria-hidden="true"
      fill="none"
    >
      {lines.map(({ y, opacity }) => (
        <path
          key={y}
          d={`M-20 ${y}C 160 ${y - 70} 320 ${y - 70} 500 ${y}S 860 ${y + 70} 1040 ${y}S 1320 ${y - 60} 1470 ${y - 20}`}
          stroke="currentColor"
          strokeWidth="1"
          opacity={opacity}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  )
}
